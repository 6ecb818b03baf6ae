import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    Account,
    assert_refused,
    assert_unauthorized,
    favorite,
    follow,
    publish,
    read_article,
    register,
)
from tests.conftest import SetClock


async def unfavorite(client: AsyncClient, reader: Account, slug: str) -> None:
    response = await client.delete(f"/articles/{slug}/favorite", headers=reader.headers)
    assert response.status_code == 200


async def test_stores_that_the_caller_no_longer_favorites(client: AsyncClient) -> None:
    reader = await register(client)
    slug = (await publish(client, await register(client)))["slug"]
    await favorite(client, reader, slug)
    assert (await read_article(client, slug, reader))["favorited"] is True

    await unfavorite(client, reader, slug)

    article = await read_article(client, slug, reader)
    assert (article["favorited"], article["favoritesCount"]) == (False, 0)


async def test_answers_the_article(client: AsyncClient) -> None:
    author = await register(client)
    article = await publish(client, author, title="No favorite")
    reader = await register(client)
    await follow(client, reader, author)
    await favorite(client, reader, "no-favorite")

    response = await client.delete("/articles/no-favorite/favorite", headers=reader.headers)

    assert response.status_code == 200
    assert response.json() == {
        "article": {
            **article,
            "title": "No favorite",
            "author": {**article["author"], "following": True},
        }
    }


async def test_leaves_the_favorites_of_others(client: AsyncClient) -> None:
    reader = await register(client)
    other = await register(client)
    slug = (await publish(client, await register(client)))["slug"]
    await favorite(client, reader, slug)
    await favorite(client, other, slug)

    await unfavorite(client, reader, slug)

    assert (await read_article(client, slug, reader))["favorited"] is False
    assert (await read_article(client, slug, other))["favorited"] is True


async def test_leaves_the_other_favorites_of_the_caller(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    other_slug = (await publish(client, author))["slug"]
    await favorite(client, author, slug)
    await favorite(client, author, other_slug)

    await unfavorite(client, author, slug)

    assert (await read_article(client, slug, author))["favorited"] is False
    assert (await read_article(client, other_slug, author))["favorited"] is True


async def test_may_be_repeated(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    await favorite(client, author, slug)
    await unfavorite(client, author, slug)

    response = await client.delete(f"/articles/{slug}/favorite", headers=author.headers)

    assert response.status_code == 200
    article = response.json()["article"]
    assert (article["slug"], article["favorited"], article["favoritesCount"]) == (slug, False, 0)


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.delete(f"/articles/{slug}/favorite", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    set_clock.advance(hours=1)

    response = await client.delete(f"/articles/{slug}/favorite", headers=author.headers)

    assert_unauthorized(response)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.delete(f"/articles/{slug}x/favorite", headers=author.headers)

    assert_refused(response, 404, "article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.delete("/articles/slug%00/favorite", headers=author.headers)

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")
