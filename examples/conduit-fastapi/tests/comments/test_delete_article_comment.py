import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    bodies_of,
    create_article,
    create_article_comment,
    create_user,
    delete_article_comment,
    get_article_comments,
)
from tests.conftest import SetClock


async def test_removes_the_comment(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])

    await delete_article_comment(client, author, article["slug"], comment["id"])

    assert await get_article_comments(client, article["slug"]) == []


async def test_leaves_the_other_comments(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])
    other_comment = await create_article_comment(client, author, article["slug"], body="First body")

    await delete_article_comment(client, author, article["slug"], comment["id"])

    assert bodies_of(await get_article_comments(client, article["slug"])) == ["First body"]
    assert await get_article_comments(client, article["slug"]) == [other_comment]


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])
    await delete_article_comment(client, author, article["slug"], comment["id"])

    response = await client.delete(
        f"/articles/{article['slug']}/comments/{comment['id']}", headers=author.headers
    )

    assert_refused(response, 404, "Comment not found")


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])

    response = await client.delete(
        f"/articles/{article['slug']}/comments/{comment['id']}", headers=headers
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])
    set_clock.advance(hours=1)

    response = await client.delete(
        f"/articles/{article['slug']}/comments/{comment['id']}", headers=author.headers
    )

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])
    stranger = await create_user(client)

    response = await client.delete(
        f"/articles/{article['slug']}/comments/{comment['id']}", headers=stranger.headers
    )

    assert_refused(response, 403, "only the author may change it")


async def test_keeps_the_comment_from_anyone_but_the_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])
    stranger = await create_user(client)

    response = await client.delete(
        f"/articles/{article['slug']}/comments/{comment['id']}", headers=stranger.headers
    )

    assert response.status_code == 403
    assert await get_article_comments(client, article["slug"]) == [comment]


async def test_refuses_the_author_of_the_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    guest = await create_user(client)
    comment = await create_article_comment(client, guest, article["slug"])

    response = await client.delete(
        f"/articles/{article['slug']}/comments/{comment['id']}", headers=author.headers
    )

    assert_refused(response, 403, "only the author may change it")


async def test_knows_no_comment_of_another_id(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])

    response = await client.delete(
        f"/articles/{article['slug']}/comments/{comment['id'] + 1_000}", headers=author.headers
    )

    assert_refused(response, 404, "Comment not found")


async def test_refuses_an_id_that_is_no_number(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"])

    response = await client.delete(
        f"/articles/{article['slug']}/comments/text", headers=author.headers
    )

    assert_invalid(response, "id")


async def test_knows_no_comment_of_an_id_that_no_database_can_hold(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"])

    response = await client.delete(
        f"/articles/{article['slug']}/comments/999999999999999999999999999999",
        headers=author.headers,
    )

    assert_refused(response, 404)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])

    response = await client.delete(
        f"/articles/{article['slug']}x/comments/{comment['id']}", headers=author.headers
    )

    assert_refused(response, 404)


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])

    response = await client.delete(
        f"/articles/nul%00/comments/{comment['id']}", headers=author.headers
    )

    assert_invalid(response, "slug")


async def test_knows_no_comment_of_another_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"])
    other_article = await create_article(client, author)

    response = await client.delete(
        f"/articles/{other_article['slug']}/comments/{comment['id']}", headers=author.headers
    )

    assert_refused(response, 404, "Comment not found")
    assert await get_article_comments(client, article["slug"]) == [comment]
