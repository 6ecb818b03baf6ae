import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    assert_refused,
    assert_unauthorized,
    comment,
    escaped,
    follow,
    list_comments,
    publish,
    register,
)
from tests.conftest import SetClock
from tests.factories import NewCommentFactory


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_new_comment(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]
    author = await register(client)

    response = await client.post(
        f"/articles/{slug}/comments",
        json={"comment": {"body": "Thank you!"}},
        headers=author.headers,
    )

    assert response.status_code == 200
    answered = response.json()["comment"]
    assert isinstance(answered.pop("id"), int)
    assert answered == {
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "body": "Thank you!",
        "author": {"username": author.username, "bio": "", "image": "", "following": False},
    }


async def test_stores_the_comment(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    stored = await comment(client, author, slug, body="as sent")

    assert await list_comments(client, slug) == [stored]
    assert stored["body"] == "as sent"


async def test_stores_the_caller_as_the_author(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]
    author = await register(client)
    await register(client)

    await comment(client, author, slug)

    [stored] = await list_comments(client, slug)
    assert stored["author"]["username"] == author.username


async def test_gives_each_comment_an_id(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    first = await comment(client, author, slug)
    second = await comment(client, author, slug)

    assert first["id"] < second["id"]


async def test_gives_no_id_again(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    first = await comment(client, author, slug)
    await client.delete(f"/articles/{slug}/comments/{first['id']}", headers=author.headers)

    second = await comment(client, author, slug)

    assert first["id"] < second["id"]


async def test_accepts_empty_text(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    await comment(client, author, slug, body="")

    [stored] = await list_comments(client, slug)
    assert stored["body"] == ""


async def test_tells_whether_the_author_follows_themself(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    before = await comment(client, author, slug)
    await follow(client, author, author)

    after = await comment(client, author, slug)

    assert (before["author"]["following"], after["author"]["following"]) == (False, True)


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.post(
        f"/articles/{slug}/comments",
        json={"comment": NewCommentFactory.build()},
        headers=headers,
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    set_clock.advance(hours=1)

    response = await client.post(
        f"/articles/{slug}/comments",
        json={"comment": NewCommentFactory.build()},
        headers=author.headers,
    )

    assert_unauthorized(response)


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.post(
        f"/articles/{slug}x/comments",
        json={"comment": NewCommentFactory.build()},
        headers=author.headers,
    )

    assert_refused(response, 404, "article not found")


async def test_refuses_a_missing_body(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.post(
        f"/articles/{slug}/comments", json={"comment": {}}, headers=author.headers
    )

    assert_refused(response, 422, "comment.body: field required")


@pytest.mark.parametrize("value", NOT_TEXT)
async def test_refuses_a_body_that_is_no_text(client: AsyncClient, value: object) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.post(
        f"/articles/{slug}/comments", json={"comment": {"body": value}}, headers=author.headers
    )

    assert_refused(response, 422, "comment.body: input should be a valid string")


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_text_that_cannot_be_stored(client: AsyncClient, value: str) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]

    response = await client.post(
        f"/articles/{slug}/comments",
        content=escaped({"comment": {"body": value}}),
        headers=author.headers,
    )

    assert_refused(response, 422, "comment.body: must not contain NUL or lone surrogates")


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.post(
        "/articles/slug%00/comments",
        json={"comment": NewCommentFactory.build()},
        headers=author.headers,
    )

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")
