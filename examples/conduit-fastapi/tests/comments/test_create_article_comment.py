import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    bodies_of,
    create_article,
    create_article_comment,
    create_user,
    escaped,
    get_article_comments,
)
from tests.conftest import SetClock
from tests.factories import NewCommentFactory


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_new_comment(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments",
        json={"comment": {"body": "First body"}},
        headers=author.headers,
    )

    assert response.status_code == 200
    answered = response.json()["comment"]
    assert answered.pop("id")
    assert answered == {
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "body": "First body",
        "author": {"username": author.username, "bio": "", "image": "", "following": False},
    }


async def test_stores_the_comment(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    comment = await create_article_comment(client, author, article["slug"], body="First body")

    stored = await get_article_comments(client, article["slug"])

    assert bodies_of(stored) == ["First body"]
    assert stored == [comment]


async def test_stores_the_caller_as_the_author(client: AsyncClient) -> None:
    await create_user(client)
    author = await create_user(client)
    article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"])
    await create_user(client)

    assert [
        each["author"]["username"] for each in await get_article_comments(client, article["slug"])
    ] == [author.username]


async def test_accepts_empty_text(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"], body="")

    stored = await get_article_comments(client, article["slug"])

    assert bodies_of(stored) == [""]


async def test_accepts_text_of_any_script(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    await create_article_comment(client, author, article["slug"], body="Ünïcödé 文字 🐉")

    stored = await get_article_comments(client, article["slug"])

    assert bodies_of(stored) == ["Ünïcödé 文字 🐉"]


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments",
        json={"comment": NewCommentFactory.build()},
        headers=headers,
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    set_clock.advance(hours=1)

    response = await client.post(
        f"/articles/{article['slug']}/comments",
        json={"comment": NewCommentFactory.build()},
        headers=author.headers,
    )

    assert_unauthorized(response)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}x/comments",
        json={"comment": NewCommentFactory.build()},
        headers=author.headers,
    )

    assert_refused(response, 404, "Article not found")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author)

    response = await client.post(
        "/articles/nul%00/comments",
        json={"comment": NewCommentFactory.build()},
        headers=author.headers,
    )

    assert_invalid(response, "slug")


@pytest.mark.parametrize("field", ["body"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    author = await create_user(client)
    article = await create_article(client, author)
    details = {**NewCommentFactory.build()}
    del details[field]

    response = await client.post(
        f"/articles/{article['slug']}/comments", json={"comment": details}, headers=author.headers
    )

    assert_invalid(response, f"comment.{field}")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments", content=b"{", headers=author.headers
    )

    assert_invalid(response, "body")


async def test_refuses_a_body_without_comment(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments", content=b"{}", headers=author.headers
    )

    assert_invalid(response, "comment")


@pytest.mark.parametrize("value", [None, 1, "text", ["text"]])
async def test_refuses_comment_that_is_no_object(client: AsyncClient, value: object) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments", json={"comment": value}, headers=author.headers
    )

    assert_invalid(response, "comment")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["body"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments",
        json={"comment": {**NewCommentFactory.build(), field: value}},
        headers=author.headers,
    )

    assert_invalid(response, f"comment.{field}")


@pytest.mark.parametrize("field", ["body"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments",
        json={"comment": {**NewCommentFactory.build(), field: None}},
        headers=author.headers,
    )

    assert_invalid(response, f"comment.{field}")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["body"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    author = await create_user(client)
    article = await create_article(client, author)

    response = await client.post(
        f"/articles/{article['slug']}/comments",
        content=escaped({"comment": {**NewCommentFactory.build(), field: value}}),
        headers=author.headers,
    )

    assert_invalid(response, f"comment.{field}", because="must not contain NUL or lone surrogates")
