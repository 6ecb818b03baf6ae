import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_article,
    create_article_comment,
    create_article_favorite,
    create_user,
    delete_article,
    get_article,
    get_article_comments,
    get_articles,
    get_tags,
)
from tests.conftest import SetClock


async def test_removes_the_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    await delete_article(client, author, article["slug"])

    assert_refused(await client.get(f"/articles/{article['slug']}"), 404)
    assert (await get_articles(client))["articles"] == []


async def test_leaves_the_other_articles(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    other_article = await create_article(client, author, title="First title")

    await delete_article(client, author, article["slug"])

    assert (await get_article(client, other_article["slug"]))["title"] == "First title"
    assert await get_article(client, other_article["slug"]) == other_article
    assert (await client.get(f"/articles/{article['slug']}")).status_code == 404


async def test_takes_its_comments_with_it(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="Again")
    await create_article_comment(client, author, article["slug"])
    assert len(await get_article_comments(client, article["slug"])) == 1

    await delete_article(client, author, article["slug"])
    article = await create_article(client, author, title="Again")

    assert article["slug"] == "again"
    assert await get_article_comments(client, article["slug"]) == []


async def test_takes_its_tag_list_with_it(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author, tag_list=["first tag"])
    assert await get_tags(client) == ["first tag"]

    await delete_article(client, author, article["slug"])

    assert await get_tags(client) == []


async def test_is_gone_for_those_who_favorite_it(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    caller = await create_user(client)
    await create_article_favorite(client, caller, article["slug"])
    assert len((await get_articles(client, favorited=caller.username))["articles"]) == 1

    await delete_article(client, author, article["slug"])

    assert (await get_articles(client, favorited=caller.username))["articles"] == []


async def test_cannot_be_repeated(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await delete_article(client, author, article["slug"])

    response = await client.delete(f"/articles/{article['slug']}", headers=author.headers)

    assert_refused(response, 404, "Article not found")


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.delete(f"/articles/{article['slug']}", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    set_clock.advance(hours=1)

    response = await client.delete(f"/articles/{article['slug']}", headers=author.headers)

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    stranger = await create_user(client)

    response = await client.delete(f"/articles/{article['slug']}", headers=stranger.headers)

    assert_refused(response, 403, "only the author may change it")


async def test_keeps_the_article_from_anyone_but_the_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    stranger = await create_user(client)

    response = await client.delete(f"/articles/{article['slug']}", headers=stranger.headers)

    assert response.status_code == 403
    assert await get_article(client, article["slug"]) == article


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.delete(f"/articles/{article['slug']}x", headers=author.headers)

    assert_refused(response, 404, "Article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author)

    response = await client.delete("/articles/nul%00", headers=author.headers)

    assert_invalid(response, "slug")
