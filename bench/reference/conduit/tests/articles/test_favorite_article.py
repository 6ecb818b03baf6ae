import asyncio

import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_refused,
    assert_unauthorized,
    favorite,
    follow,
    publish,
    read_article,
    register,
)
from tests.conftest import SetClock


async def test_stores_that_the_caller_favorites(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]
    reader = await register(client)
    assert (await read_article(client, slug, reader))["favorited"] is False

    await favorite(client, reader, slug)

    assert (await read_article(client, slug, reader))["favorited"] is True


async def test_answers_the_article(client: AsyncClient) -> None:
    author = await register(client)
    article = await publish(client, author, title="Favorite")
    reader = await register(client)
    await follow(client, reader, author)

    response = await client.post("/articles/favorite/favorite", headers=reader.headers)

    assert response.status_code == 200
    assert response.json() == {
        "article": {
            **article,
            "title": "Favorite",
            "favorited": True,
            "favoritesCount": 1,
            "author": {**article["author"], "following": True},
        }
    }


async def test_counts_every_reader(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    await favorite(client, author, slug)
    await favorite(client, await register(client), slug)

    assert (await read_article(client, slug))["favoritesCount"] == 2


async def test_favorites_on_behalf_of_nobody_else(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    reader = await register(client)

    await favorite(client, reader, slug)

    assert (await read_article(client, slug, reader))["favorited"] is True
    assert (await read_article(client, slug, author))["favorited"] is False


async def test_favorites_no_other_article(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    other_slug = (await publish(client, author))["slug"]

    await favorite(client, author, slug)

    assert (await read_article(client, slug, author))["favorited"] is True
    assert (await read_article(client, other_slug, author))["favorited"] is False


async def test_may_be_repeated(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, title="Twice")
    await favorite(client, author, "twice")

    response = await client.post("/articles/twice/favorite", headers=author.headers)

    assert response.status_code == 200
    article = response.json()["article"]
    assert (article["slug"], article["favorited"], article["favoritesCount"]) == ("twice", True, 1)


async def test_does_not_change_when_the_article_was_updated(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    set_clock.advance(minutes=1)

    await favorite(client, author, slug)

    assert (await read_article(client, slug))["updatedAt"] == "2026-01-02T03:04:05.678Z"


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.post(f"/articles/{slug}/favorite", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    set_clock.advance(hours=1)

    response = await client.post(f"/articles/{slug}/favorite", headers=author.headers)

    assert_unauthorized(response)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.post(f"/articles/{slug}x/favorite", headers=author.headers)

    assert_refused(response, 404, "article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.post("/articles/slug%00/favorite", headers=author.headers)

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")


async def test_may_be_repeated_at_once(committing_client: AsyncClient) -> None:
    author = await register(committing_client)
    slug = (await publish(committing_client, author))["slug"]
    await favorite(committing_client, await register(committing_client), slug)

    responses = await asyncio.gather(
        *(
            committing_client.post(f"/articles/{slug}/favorite", headers=author.headers)
            for _ in range(4)
        )
    )

    assert [response.status_code for response in responses] == [200] * 4
    assert (await read_article(committing_client, slug))["favoritesCount"] == 2
