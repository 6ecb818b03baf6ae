from httpx import AsyncClient

from tests.api import (
    assert_refused,
    assert_unauthorized,
    favorite,
    follow,
    publish,
    read_article,
    register,
)
from tests.conftest import SetClock


async def test_answers_the_article_of_the_slug(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    await publish(client, author)
    article = await publish(client, author, title="Wanted", tag_list=["b", "a"])
    set_clock.advance(hours=1)
    await publish(client, await register(client))

    response = await client.get("/articles/wanted")

    assert response.status_code == 200
    assert response.json() == {
        "article": {
            "slug": "wanted",
            "title": "Wanted",
            "description": article["description"],
            "body": article["body"],
            "tagList": ["b", "a"],
            "createdAt": "2026-01-02T03:04:05.678Z",
            "updatedAt": "2026-01-02T03:04:05.678Z",
            "favorited": False,
            "favoritesCount": 0,
            "author": {"username": author.username, "bio": "", "image": "", "following": False},
        }
    }


async def test_answers_the_author_as_they_are_now(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    changes = {"username": "renamed", "bio": "b", "image": "i"}
    await client.put("/user", json={"user": changes}, headers=author.headers)

    article = await read_article(client, slug)

    assert article["author"] == {
        "username": "renamed",
        "bio": "b",
        "image": "i",
        "following": False,
    }


async def test_tells_a_follower_of_the_author_apart_from_others(client: AsyncClient) -> None:
    author = await register(client)
    follower = await register(client)
    slug = (await publish(client, author))["slug"]
    await follow(client, follower, author)

    assert (await read_article(client, slug, follower))["author"]["following"] is True
    assert (await read_article(client, slug, author))["author"]["following"] is False
    assert (await read_article(client, slug))["author"]["following"] is False


async def test_tells_who_favorited_the_article_apart_from_others(client: AsyncClient) -> None:
    author = await register(client)
    reader = await register(client)
    slug = (await publish(client, author))["slug"]
    other_slug = (await publish(client, author))["slug"]
    await favorite(client, reader, slug)

    assert (await read_article(client, slug, reader))["favorited"] is True
    assert (await read_article(client, slug, author))["favorited"] is False
    assert (await read_article(client, slug))["favorited"] is False
    assert (await read_article(client, other_slug, reader))["favorited"] is False


async def test_counts_the_favorites_of_this_article(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    other_slug = (await publish(client, author))["slug"]
    for _ in range(3):
        await favorite(client, await register(client), slug)
    await favorite(client, author, other_slug)

    assert (await read_article(client, slug))["favoritesCount"] == 3
    assert (await read_article(client, other_slug))["favoritesCount"] == 1


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.get(f"/articles/{slug}x")

    assert_refused(response, 404, "article not found")


async def test_refuses_an_invalid_token(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.get(f"/articles/{slug}", headers={"Authorization": "Token nonsense"})

    assert_unauthorized(response)


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    response = await client.get("/articles/slug%00")

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")
