import pytest
from httpx import AsyncClient

from tests.api import (
    MALFORMED_CREDENTIALS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    bodies_of,
    create_article,
    create_article_comment,
    create_user,
    follow_user_by_username,
    get_article_comments,
)
from tests.conftest import Counting, SetClock


@pytest.mark.usefixtures("set_clock")
async def test_answers_comments_as_they_are(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"], body="First body")

    response = await client.get(f"/articles/{article['slug']}/comments")

    assert response.status_code == 200
    rows = response.json()["comments"]
    assert len(rows) == 1
    [answered] = rows
    assert answered.pop("id") == comment["id"]
    assert answered == {
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "body": "First body",
        "author": {"username": author.username, "bio": "", "image": "", "following": False},
    }


async def test_is_empty_where_there_are_no_comments(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    assert await get_article_comments(client, article["slug"]) == []

    await create_article_comment(client, author, article["slug"], body="First body")
    page = await get_article_comments(client, article["slug"])

    assert bodies_of(page) == ["First body"]


async def test_lists_the_oldest_first(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"], body="First body")
    set_clock.advance(minutes=2)
    await create_article_comment(client, author, article["slug"], body="Second body")
    set_clock.advance(minutes=-3)
    await create_article_comment(client, author, article["slug"], body="Third body")

    page = await get_article_comments(client, article["slug"])

    assert bodies_of(page) == ["Third body", "First body", "Second body"]


@pytest.mark.usefixtures("set_clock")
async def test_lists_the_first_made_first_of_comments_of_one_moment(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"], body="Second body")
    await create_article_comment(client, author, article["slug"], body="Third body")
    await create_article_comment(client, author, article["slug"], body="First body")

    page = await get_article_comments(client, article["slug"])

    assert bodies_of(page) == ["Second body", "Third body", "First body"]


async def test_lists_no_comments_of_another_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    other_article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"], body="First body")
    await create_article_comment(client, author, other_article["slug"], body="Second body")

    page = await get_article_comments(client, article["slug"])

    assert bodies_of(page) == ["First body"]


async def test_tells_each_caller_their_own_following_of_each_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    await create_article_comment(client, author, article["slug"], body="First body")
    await create_article_comment(client, caller, article["slug"], body="Second body")
    await follow_user_by_username(client, caller, author.username)

    rows = await get_article_comments(client, article["slug"], caller)

    assert {row["body"]: row["author"]["following"] for row in rows} == {
        "First body": True,
        "Second body": False,
    }


@pytest.mark.parametrize("headers", MALFORMED_CREDENTIALS)
async def test_refuses_a_token_that_is_malformed(
    client: AsyncClient, headers: dict[str, str]
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.get(f"/articles/{article['slug']}/comments", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.get(f"/articles/{article['slug']}/comments", headers=caller.headers)

    assert_unauthorized(response)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.get(f"/articles/{article['slug']}x/comments")

    assert_refused(response, 404, "Article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author)

    response = await client.get("/articles/nul%00/comments")

    assert_invalid(response, "slug")


async def test_sends_as_many_statements_for_50_comments_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)

    async def make_another() -> None:
        maker = await create_user(client)
        await create_article_comment(client, maker, article["slug"])

    await make_another()
    with counting_statements() as for_one:
        assert len(await get_article_comments(client, article["slug"], caller)) == 1

    for _ in range(49):
        await make_another()

    with counting_statements() as for_many:
        assert len(await get_article_comments(client, article["slug"], caller)) == 50

    assert len(for_many) == len(for_one)
