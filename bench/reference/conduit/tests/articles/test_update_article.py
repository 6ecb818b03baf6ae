import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    Account,
    Json,
    assert_refused,
    assert_unauthorized,
    escaped,
    favorite,
    publish,
    read_article,
    register,
)
from tests.conftest import SetClock

FIELDS = ["title", "description", "body"]


async def update(client: AsyncClient, author: Account, slug: str, **changes: str) -> Json:
    response = await client.put(
        f"/articles/{slug}", json={"article": changes}, headers=author.headers
    )
    assert response.status_code == 200
    article: Json = response.json()["article"]
    return article


@pytest.mark.parametrize("field", FIELDS)
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, set_clock: SetClock, field: str
) -> None:
    author = await register(client)
    article = await publish(client, author)
    set_clock.advance(minutes=30)

    await update(client, author, article["slug"], **{field: "changed"})

    assert await read_article(client, article["slug"]) == {
        **article,
        "updatedAt": "2026-01-02T03:34:05.678Z",
        field: "changed",
    }


async def test_answers_the_changed_article(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    article = await publish(client, author)
    changes = {"title": "New title", "description": "New description", "body": "New body"}
    set_clock.advance(minutes=30)

    answered = await update(client, author, article["slug"], **changes)

    assert answered == {**article, **changes, "updatedAt": "2026-01-02T03:34:05.678Z"}


async def test_changes_no_other_article(client: AsyncClient) -> None:
    author = await register(client)
    article = await publish(client, author)
    other = await publish(client, author)

    await update(client, author, article["slug"], body="changed")

    assert await read_article(client, other["slug"]) == other
    assert (await read_article(client, article["slug"]))["body"] == "changed"


async def test_keeps_the_slug_of_a_new_title(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, title="Old")

    article = await update(client, author, "old", title="New")

    assert article["slug"] == "old"
    assert (await read_article(client, "old"))["title"] == "New"


async def test_answers_what_the_caller_thinks_of_it(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    assert (await update(client, author, slug, body="new"))["favorited"] is False
    await favorite(client, author, slug)

    article = await update(client, author, slug, body="newer")

    assert (article["favorited"], article["favoritesCount"]) == (True, 1)


@pytest.mark.parametrize("field", FIELDS)
async def test_lets_a_text_be_emptied(client: AsyncClient, field: str) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    await update(client, author, slug, **{field: ""})

    assert (await read_article(client, slug))[field] == ""


async def test_accepts_a_change_of_nothing(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    article = await publish(client, author, title="Same")
    set_clock.advance(minutes=30)

    answered = await update(client, author, "same")

    assert answered == {**article, "title": "Same"}


async def test_leaves_the_time_of_an_article_that_stays_the_same(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await register(client)
    article = await publish(client, author, title="Same")
    set_clock.advance(minutes=30)

    await update(client, author, "same", title="Same", body=article["body"])

    assert await read_article(client, "same") == {**article, "title": "Same"}


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.put(
        f"/articles/{slug}", json={"article": {"body": "b"}}, headers=headers
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    set_clock.advance(hours=1)

    response = await client.put(
        f"/articles/{slug}", json={"article": {"body": "b"}}, headers=author.headers
    )

    assert_unauthorized(response)


async def test_refuses_anyone_but_the_author(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]
    other = await register(client)

    response = await client.put(
        f"/articles/{slug}", json={"article": {"body": "b"}}, headers=other.headers
    )

    assert_refused(response, 403, "only its author may change an article")


async def test_stores_nothing_of_anyone_but_the_author(client: AsyncClient) -> None:
    await publish(client, await register(client), title="Kept", body="kept")
    other = await register(client)
    await client.put("/articles/kept", json={"article": {"body": "b"}}, headers=other.headers)

    assert (await read_article(client, "kept"))["body"] == "kept"


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.put(
        f"/articles/{slug}x", json={"article": {"body": "b"}}, headers=author.headers
    )

    assert_refused(response, 404, "article not found")


async def test_refuses_a_missing_article(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.put(f"/articles/{slug}", json={}, headers=author.headers)

    assert_refused(response, 422, "article: field required")


@pytest.mark.parametrize("value", [value for value in NOT_TEXT if value is not None])
@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, field: str, value: object
) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.put(
        f"/articles/{slug}", json={"article": {field: value}}, headers=author.headers
    )

    assert_refused(response, 422, f"article.{field}: input should be a valid string")


@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.put(
        f"/articles/{slug}", json={"article": {field: None}}, headers=author.headers
    )

    assert_refused(response, 422, f"article.{field}: must not be null")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, field: str, value: str
) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.put(
        f"/articles/{slug}", content=escaped({"article": {field: value}}), headers=author.headers
    )

    assert_refused(response, 422, f"article.{field}: must not contain NUL or lone surrogates")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.put(
        "/articles/slug%00", json={"article": {"body": "b"}}, headers=author.headers
    )

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")
