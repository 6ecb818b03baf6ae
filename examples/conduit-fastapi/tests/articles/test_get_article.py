import pytest
from httpx import AsyncClient

from tests.api import (
    MALFORMED_CREDENTIALS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_article,
    create_article_favorite,
    create_user,
    follow_user_by_username,
    get_article,
    update_current_user,
)
from tests.conftest import SetClock


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_article_of_the_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(
        client,
        author,
        title="First title",
        description="First description",
        body="First body",
        tag_list=["second tag", "first tag"],
    )

    response = await client.get(f"/articles/{article['slug']}")

    assert response.status_code == 200
    answered = response.json()["article"]
    assert answered == {
        "slug": "first-title",
        "title": "First title",
        "description": "First description",
        "body": "First body",
        "tagList": ["first tag", "second tag"],
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "favorited": False,
        "favoritesCount": 0,
        "author": {"username": author.username, "bio": "", "image": "", "following": False},
    }


async def test_answers_the_author_as_they_are_now(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await update_current_user(client, author, {"bio": "Second bio"})

    found = await get_article(client, article["slug"])

    assert found["author"]["bio"] == "Second bio"


async def test_tells_each_caller_their_own_favorited(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    stranger = await create_user(client)
    await create_article_favorite(client, caller, article["slug"])

    assert (await get_article(client, article["slug"], caller))["favorited"] is True
    assert (await get_article(client, article["slug"], stranger))["favorited"] is False
    assert (await get_article(client, article["slug"]))["favorited"] is False


async def test_tells_each_caller_their_own_following_of_the_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    stranger = await create_user(client)
    await follow_user_by_username(client, caller, author.username)

    assert (await get_article(client, article["slug"], caller))["author"]["following"] is True
    assert (await get_article(client, article["slug"], stranger))["author"]["following"] is False
    assert (await get_article(client, article["slug"]))["author"]["following"] is False


@pytest.mark.parametrize("headers", MALFORMED_CREDENTIALS)
async def test_refuses_a_token_that_is_malformed(
    client: AsyncClient, headers: dict[str, str]
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.get(f"/articles/{article['slug']}", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.get(f"/articles/{article['slug']}", headers=caller.headers)

    assert_unauthorized(response)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.get(f"/articles/{article['slug']}x")

    assert_refused(response, 404, "Article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author)

    response = await client.get("/articles/nul%00")

    assert_invalid(response, "slug")
