import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    Account,
    assert_refused,
    assert_unauthorized,
    comment,
    favorite,
    list_articles,
    list_tags,
    publish,
    read_article,
    register,
)
from tests.conftest import SetClock


async def delete(client: AsyncClient, author: Account, slug: str) -> None:
    response = await client.delete(f"/articles/{slug}", headers=author.headers)
    assert response.status_code == 204
    assert response.content == b""


async def test_removes_the_article(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    await delete(client, author, slug)

    assert_refused(await client.get(f"/articles/{slug}"), 404, "article not found")
    assert (await list_articles(client))["articlesCount"] == 0


async def test_leaves_the_other_articles(client: AsyncClient) -> None:
    author = await register(client)
    article = await publish(client, author)
    await publish(client, author, title="Other")

    await delete(client, author, article["slug"])

    assert (await list_articles(client))["articlesCount"] == 1
    assert (await read_article(client, "other"))["title"] == "Other"


async def test_takes_all_that_belongs_to_the_article_with_it(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author, title="Gone", tag_list=["gone"]))["slug"]
    await comment(client, author, slug)
    await favorite(client, author, slug)
    assert await list_tags(client) == ["gone"]

    await delete(client, author, slug)

    assert await list_tags(client) == []
    assert (await list_articles(client, favorited=author.username))["articlesCount"] == 0
    assert (await client.get(f"/articles/{slug}/comments")).status_code == 404


async def test_frees_the_slug(client: AsyncClient) -> None:
    author = await register(client)
    first = await publish(client, author, title="Again", body="first")
    await comment(client, author, first["slug"])
    await delete(client, author, first["slug"])

    second = await publish(client, author, title="Again", body="second")

    assert second["slug"] == "again"
    assert (await read_article(client, "again"))["body"] == "second"
    assert (await client.get("/articles/again/comments")).json() == {"comments": []}


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    await delete(client, author, slug)

    response = await client.delete(f"/articles/{slug}", headers=author.headers)

    assert_refused(response, 404, "article not found")


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.delete(f"/articles/{slug}", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    set_clock.advance(hours=1)

    response = await client.delete(f"/articles/{slug}", headers=author.headers)

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_author(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]
    other = await register(client)

    response = await client.delete(f"/articles/{slug}", headers=other.headers)

    assert_refused(response, 403, "only its author may change an article")


async def test_keeps_the_article_from_anyone_but_the_author(client: AsyncClient) -> None:
    await publish(client, await register(client), title="Kept")
    other = await register(client)
    await client.delete("/articles/kept", headers=other.headers)

    assert (await read_article(client, "kept"))["title"] == "Kept"


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.delete(f"/articles/{slug}x", headers=author.headers)

    assert_refused(response, 404, "article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.delete("/articles/slug%00", headers=author.headers)

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")
