import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_refused,
    assert_unauthorized,
    comment,
    list_comments,
    publish,
    register,
)
from tests.conftest import SetClock


async def test_removes_the_comment(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    stored = await comment(client, author, slug)

    response = await client.delete(
        f"/articles/{slug}/comments/{stored['id']}", headers=author.headers
    )

    assert response.status_code == 204
    assert response.content == b""
    assert await list_comments(client, slug) == []


async def test_leaves_the_other_comments(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    first = await comment(client, author, slug)
    second = await comment(client, author, slug)
    third = await comment(client, author, slug)

    await client.delete(f"/articles/{slug}/comments/{second['id']}", headers=author.headers)

    assert await list_comments(client, slug) == [first, third]


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    path = f"/articles/{slug}/comments/{(await comment(client, author, slug))['id']}"
    await client.delete(path, headers=author.headers)

    response = await client.delete(path, headers=author.headers)

    assert_refused(response, 404, "comment not found")


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    stored = await comment(client, author, slug)

    response = await client.delete(f"/articles/{slug}/comments/{stored['id']}", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    stored = await comment(client, author, slug)
    set_clock.advance(hours=1)

    response = await client.delete(
        f"/articles/{slug}/comments/{stored['id']}", headers=author.headers
    )

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_author(client: AsyncClient) -> None:
    article_author = await register(client)
    slug = (await publish(client, article_author))["slug"]
    stored = await comment(client, await register(client), slug)

    response = await client.delete(
        f"/articles/{slug}/comments/{stored['id']}", headers=article_author.headers
    )

    assert_refused(response, 403, "only its author may delete a comment")


async def test_keeps_the_comment_from_anyone_but_the_author(client: AsyncClient) -> None:
    author = await register(client)
    other = await register(client)
    slug = (await publish(client, other))["slug"]
    stored = await comment(client, author, slug, body="kept")

    await client.delete(f"/articles/{slug}/comments/{stored['id']}", headers=other.headers)

    assert [kept["body"] for kept in await list_comments(client, slug)] == ["kept"]


async def test_knows_no_comment_of_another_article(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    other_slug = (await publish(client, author))["slug"]
    stored = await comment(client, author, slug)

    response = await client.delete(
        f"/articles/{other_slug}/comments/{stored['id']}", headers=author.headers
    )

    assert_refused(response, 404, "comment not found")
    assert await list_comments(client, slug) == [stored]


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    stored = await comment(client, author, slug)

    response = await client.delete(
        f"/articles/{slug}x/comments/{stored['id']}", headers=author.headers
    )

    assert_refused(response, 404, "comment not found")


@pytest.mark.parametrize("comment_id", [0, -1, 2**63 - 1, 2**63, -(2**63) - 1, 10**30])
async def test_knows_no_comment_of_another_id(client: AsyncClient, comment_id: int) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    await comment(client, author, slug)

    response = await client.delete(
        f"/articles/{slug}/comments/{comment_id}", headers=author.headers
    )

    assert_refused(response, 404, "comment not found")


async def test_refuses_an_id_that_is_no_integer(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.delete(f"/articles/{slug}/comments/first", headers=author.headers)

    assert_refused(
        response, 422, "id: input should be a valid integer, unable to parse string as an integer"
    )


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.delete("/articles/slug%00/comments/1", headers=author.headers)

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")
