import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_article,
    create_article_favorite,
    create_user,
    escaped,
    get_article,
    update_article,
)
from tests.conftest import SetClock


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "Third title"), ("description", "Third description"), ("body", "Third body")],
)
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, set_clock: SetClock, field: str, value: object
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    set_clock.advance(minutes=30)

    await update_article(client, author, article["slug"], {field: value})

    assert await get_article(client, article["slug"]) == {
        **article,
        "updatedAt": "2026-01-02T03:34:05.678Z",
        field: value,
    }


async def test_answers_the_changed_article(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    changes = {"title": "Third title", "description": "Third description", "body": "Third body"}
    set_clock.advance(minutes=30)

    answered = await update_article(client, author, article["slug"], changes)

    assert answered == {**article, **changes, "updatedAt": "2026-01-02T03:34:05.678Z"}


async def test_changes_no_other_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    other_article = await create_article(client, author)

    await update_article(client, author, article["slug"], {"title": "Third title"})

    assert (await get_article(client, article["slug"]))["title"] == "Third title"
    assert await get_article(client, other_article["slug"]) == other_article


async def test_keeps_the_slug_of_a_new_title(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    answered = await update_article(client, author, article["slug"], {"title": "Third title"})

    assert answered["slug"] == article["slug"]
    assert (await get_article(client, article["slug"]))["title"] == "Third title"


@pytest.mark.parametrize("field", ["title", "description", "body"])
async def test_lets_a_text_be_emptied(client: AsyncClient, field: str) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    assert article[field]

    await update_article(client, author, article["slug"], {field: ""})

    assert (await get_article(client, article["slug"]))[field] == ""


async def test_answers_favorited_as_it_is_for_the_caller(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    assert (await update_article(client, author, article["slug"], {"title": "Second title"}))[
        "favorited"
    ] is False
    await create_article_favorite(client, author, article["slug"])

    answered = await update_article(client, author, article["slug"], {"title": "Third title"})

    assert answered["favorited"] is True
    assert answered["favoritesCount"] == 1


async def test_leaves_an_article_that_stays_the_same(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="First title")
    assert article["title"] == "First title"
    set_clock.advance(minutes=30)

    await update_article(client, author, article["slug"], {"title": article["title"]})

    assert await get_article(client, article["slug"]) == article


async def test_accepts_a_change_of_nothing(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="First title")
    assert article["title"] == "First title"
    set_clock.advance(minutes=30)

    response = await client.put(
        f"/articles/{article['slug']}", json={"article": {}}, headers=author.headers
    )

    assert response.status_code == 200
    assert response.json()["article"] == article


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}", json={"article": {"title": "Second title"}}, headers=headers
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    set_clock.advance(hours=1)

    response = await client.put(
        f"/articles/{article['slug']}",
        json={"article": {"title": "Second title"}},
        headers=author.headers,
    )

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    stranger = await create_user(client)

    response = await client.put(
        f"/articles/{article['slug']}",
        json={"article": {"title": "Second title"}},
        headers=stranger.headers,
    )

    assert_refused(response, 403, "only the author may change it")


async def test_keeps_the_article_from_anyone_but_the_author(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    stranger = await create_user(client)

    response = await client.put(
        f"/articles/{article['slug']}",
        json={"article": {"title": "Second title"}},
        headers=stranger.headers,
    )

    assert response.status_code == 403
    assert await get_article(client, article["slug"]) == article


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}x",
        json={"article": {"title": "Second title"}},
        headers=author.headers,
    )

    assert_refused(response, 404, "Article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author)

    response = await client.put(
        "/articles/nul%00", json={"article": {"title": "Second title"}}, headers=author.headers
    )

    assert_invalid(response, "slug")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}", content=b"{", headers=author.headers
    )

    assert_invalid(response, "body")


async def test_refuses_a_body_without_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}", content=b"{}", headers=author.headers
    )

    assert_invalid(response, "article")


@pytest.mark.parametrize("value", [None, 1, "text", ["text"]])
async def test_refuses_article_that_is_no_object(client: AsyncClient, value: object) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}", json={"article": value}, headers=author.headers
    )

    assert_invalid(response, "article")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["title", "description", "body"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}", json={"article": {field: value}}, headers=author.headers
    )

    assert_invalid(response, f"article.{field}")


@pytest.mark.parametrize("field", ["title", "description", "body"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}", json={"article": {field: None}}, headers=author.headers
    )

    assert_invalid(response, f"article.{field}")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["title", "description", "body"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.put(
        f"/articles/{article['slug']}",
        content=escaped({"article": {field: value}}),
        headers=author.headers,
    )

    assert_invalid(response, f"article.{field}", because="must not contain NUL or lone surrogates")
