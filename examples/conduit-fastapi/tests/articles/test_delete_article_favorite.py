import asyncio

import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_article,
    create_article_favorite,
    create_user,
    delete_article_favorite,
    get_article,
)
from tests.conftest import SetClock


async def test_stores_that_the_caller_no_longer_favorites_the_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    await create_article_favorite(client, caller, article["slug"])
    assert (await get_article(client, article["slug"], caller))["favorited"] is True

    await delete_article_favorite(client, caller, article["slug"])

    assert (await get_article(client, article["slug"], caller))["favorited"] is False


async def test_leaves_the_others_who_favorite_the_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    stranger = await create_user(client)
    await create_article_favorite(client, caller, article["slug"])
    await create_article_favorite(client, stranger, article["slug"])

    await delete_article_favorite(client, caller, article["slug"])

    assert (await get_article(client, article["slug"], stranger))["favorited"] is True
    assert (await get_article(client, article["slug"], caller))["favorited"] is False


async def test_leaves_the_other_articles_of_the_caller(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    other_article = await create_article(client, author)
    await create_article_favorite(client, caller, article["slug"])
    await create_article_favorite(client, caller, other_article["slug"])

    await delete_article_favorite(client, caller, article["slug"])

    assert (await get_article(client, article["slug"], caller))["favorited"] is False
    assert (await get_article(client, other_article["slug"], caller))["favorited"] is True


async def test_counts_the_caller_no_longer_in_favorites_count(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    await create_article_favorite(client, caller, article["slug"])
    await create_article_favorite(client, await create_user(client), article["slug"])
    assert (await get_article(client, article["slug"]))["favoritesCount"] == 2

    await delete_article_favorite(client, caller, article["slug"])

    assert (await get_article(client, article["slug"]))["favoritesCount"] == 1


async def test_answers_the_article_as_the_caller_sees_it(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    await create_article_favorite(client, caller, article["slug"])
    before = await get_article(client, article["slug"], caller)
    assert before["favorited"] is True

    response = await client.delete(f"/articles/{article['slug']}/favorite", headers=caller.headers)

    assert response.status_code == 200
    assert response.json()["article"] == {**before, "favorited": False, "favoritesCount": 0}


async def test_may_be_repeated(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    stranger = await create_user(client)
    await create_article_favorite(client, stranger, article["slug"])
    await create_article_favorite(client, caller, article["slug"])
    await delete_article_favorite(client, caller, article["slug"])

    response = await client.delete(f"/articles/{article['slug']}/favorite", headers=caller.headers)

    assert response.status_code == 200
    assert (await get_article(client, article["slug"], caller))["favorited"] is False
    assert (await get_article(client, article["slug"], stranger))["favorited"] is True
    assert (await get_article(client, article["slug"]))["favoritesCount"] == 1


async def test_may_come_first(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    stranger = await create_user(client)
    await create_article_favorite(client, stranger, article["slug"])

    response = await client.delete(f"/articles/{article['slug']}/favorite", headers=caller.headers)

    assert response.status_code == 200
    assert (await get_article(client, article["slug"], caller))["favorited"] is False
    assert (await get_article(client, article["slug"], stranger))["favorited"] is True
    assert (await get_article(client, article["slug"]))["favoritesCount"] == 1


async def test_does_not_change_when_the_article_was_updated(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    await create_article_favorite(client, caller, article["slug"])
    set_clock.advance(minutes=1)

    await delete_article_favorite(client, caller, article["slug"])

    assert (await get_article(client, article["slug"], caller))["favorited"] is False
    assert (await get_article(client, article["slug"]))["updatedAt"] == "2026-01-02T03:04:05.678Z"


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.delete(f"/articles/{article['slug']}/favorite", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.delete(f"/articles/{article['slug']}/favorite", headers=caller.headers)

    assert_unauthorized(response)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)

    response = await client.delete(f"/articles/{article['slug']}x/favorite", headers=caller.headers)

    assert_refused(response, 404, "Article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author)
    caller = await create_user(client)

    response = await client.delete("/articles/nul%00/favorite", headers=caller.headers)

    assert_invalid(response, "slug")


async def test_may_be_repeated_at_once(committing_client: AsyncClient) -> None:
    author = await create_user(committing_client)
    article = await create_article(committing_client, author)
    caller = await create_user(committing_client)
    await create_article_favorite(committing_client, caller, article["slug"])
    assert (await get_article(committing_client, article["slug"], caller))["favorited"] is True

    responses = await asyncio.gather(
        *(
            committing_client.delete(
                f"/articles/{article['slug']}/favorite", headers=caller.headers
            )
            for _ in range(4)
        )
    )

    assert [response.status_code for response in responses] == [200] * 4
    assert (await get_article(committing_client, article["slug"], caller))["favorited"] is False
    assert (await get_article(committing_client, article["slug"]))["favoritesCount"] == 0
