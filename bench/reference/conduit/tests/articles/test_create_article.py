import asyncio
import re
import secrets

import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    assert_refused,
    assert_unauthorized,
    escaped,
    follow,
    list_articles,
    publish,
    read_article,
    register,
)
from tests.conftest import SetClock
from tests.factories import NewArticleFactory

FIELDS = ["title", "description", "body"]


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_new_article(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        json={
            "article": {
                "title": "How to train your dragon",
                "description": "Ever wonder how?",
                "body": "Very carefully.",
                "tagList": ["training", "dragons"],
            }
        },
        headers=author.headers,
    )

    assert response.status_code == 201
    assert response.json() == {
        "article": {
            "slug": "how-to-train-your-dragon",
            "title": "How to train your dragon",
            "description": "Ever wonder how?",
            "body": "Very carefully.",
            "tagList": ["training", "dragons"],
            "createdAt": "2026-01-02T03:04:05.678Z",
            "updatedAt": "2026-01-02T03:04:05.678Z",
            "favorited": False,
            "favoritesCount": 0,
            "author": {"username": author.username, "bio": "", "image": "", "following": False},
        }
    }


async def test_stores_the_article(client: AsyncClient) -> None:
    author = await register(client)

    article = await publish(client, author, title="Stored", body="as sent")

    assert await read_article(client, "stored") == article
    assert article["body"] == "as sent"


async def test_stores_the_caller_as_the_author(client: AsyncClient) -> None:
    await register(client)
    author = await register(client)
    await register(client)

    article = await publish(client, author)

    stored = await read_article(client, article["slug"])
    assert stored["author"]["username"] == author.username


async def test_tells_whether_the_author_follows_themself(client: AsyncClient) -> None:
    author = await register(client)
    before = await publish(client, author)
    await follow(client, author, author)

    after = await publish(client, author)

    assert (before["author"]["following"], after["author"]["following"]) == (False, True)


async def test_needs_no_tags(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        json={"article": {"title": "Untagged", "description": "d", "body": "b"}},
        headers=author.headers,
    )

    assert response.status_code == 201
    article = await read_article(client, "untagged")
    assert (article["title"], article["tagList"]) == ("Untagged", [])


async def test_keeps_the_tags_in_their_order_and_once(client: AsyncClient) -> None:
    author = await register(client)

    article = await publish(client, author, tag_list=["b", "c", "a", "c", "b", "B"])

    stored = await read_article(client, article["slug"])
    assert stored["tagList"] == ["b", "c", "a", "B"]


async def test_accepts_empty_text(client: AsyncClient) -> None:
    author = await register(client)

    article = await publish(client, author, title="", description="", body="", tag_list=[""])

    stored = await read_article(client, article["slug"])
    assert [stored[field] for field in FIELDS] == ["", "", ""]
    assert stored["tagList"] == [""]


async def test_accepts_any_script(client: AsyncClient) -> None:
    author = await register(client)

    article = await publish(client, author, title="Ünïcödé ✨", body="文字 🐉", tag_list=["🐉"])

    stored = await read_article(client, article["slug"])
    assert (stored["title"], stored["body"], stored["tagList"]) == ("Ünïcödé ✨", "文字 🐉", ["🐉"])


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Plain", "plain"),
        ("  Many   words,\n here! ", "many-words-here"),
        ("Crème Brûlée №5", "creme-brulee-no5"),
        ("ﬁne ½", "fine-12"),
        ("snake_case/../etc", "snake-case-etc"),
        ("x" * 81, "x" * 80),
        ("x" * 79 + " y", "x" * 79),
        ("x" * 78 + " y", "x" * 78 + "-y"),
    ],
)
async def test_derives_the_slug_from_the_title(client: AsyncClient, title: str, slug: str) -> None:
    author = await register(client)

    await publish(client, author, title=title)

    assert (await read_article(client, slug))["title"] == title


@pytest.mark.parametrize("title", ["", "!?", "文字"])
async def test_makes_a_slug_up_where_the_title_has_no_letters(
    client: AsyncClient, title: str
) -> None:
    author = await register(client)

    slugs = [(await publish(client, author, title=title))["slug"] for _ in range(2)]

    assert all(re.fullmatch("[0-9a-f]{16}", slug) for slug in slugs)
    assert slugs[0] != slugs[1]
    assert (await read_article(client, slugs[1]))["title"] == title


async def test_adds_to_the_slug_where_it_is_taken(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, title="Equal", body="first")

    article = await publish(client, author, title="Equal", body="second")

    assert re.fullmatch("equal-[0-9a-f]{8}", article["slug"])
    assert (await read_article(client, article["slug"]))["body"] == "second"
    assert (await read_article(client, "equal"))["body"] == "first"


async def test_leaves_no_trace_of_a_slug_that_was_taken(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, title="Equal", tag_list=["one", "two"])

    article = await publish(client, author, title="Equal", tag_list=["one", "two"])

    assert (await read_article(client, article["slug"]))["tagList"] == ["one", "two"]
    assert (await list_articles(client))["articlesCount"] == 2


@pytest.mark.parametrize(
    ("title", "start"), [("x" * 90, "x" * 71), ("x" * 70 + " yyyyyyyyy", "x" * 70)]
)
async def test_keeps_a_slug_short_with_what_it_adds(
    client: AsyncClient, title: str, start: str
) -> None:
    author = await register(client)
    await publish(client, author, title=title)

    article = await publish(client, author, title=title)

    assert re.fullmatch(f"{start}-[0-9a-f]{{8}}", article["slug"])
    assert (await read_article(client, article["slug"]))["title"] == title


async def test_adds_to_a_slug_that_is_a_path_already(client: AsyncClient) -> None:
    author = await register(client)

    article = await publish(client, author, title="Feed")

    assert re.fullmatch("feed-[0-9a-f]{8}", article["slug"])
    assert (await read_article(client, article["slug"]))["title"] == "Feed"


async def test_tries_other_slugs_while_they_are_taken(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = await register(client)
    endings = ["aaaa", "aaaa", "aaaa", "aaaa", "bbbb"]
    monkeypatch.setattr(secrets, "token_hex", lambda _: endings.pop(0))
    await publish(client, author, title="Equal")
    await publish(client, author, title="Equal")

    article = await publish(client, author, title="Equal")

    assert article["slug"] == "equal-bbbb"


async def test_gives_up_when_no_slug_is_free(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = await register(client)
    monkeypatch.setattr(secrets, "token_hex", lambda _: "aaaa")
    await publish(client, author, title="Equal")
    await publish(client, author, title="Equal")

    response = await client.post(
        "/articles",
        json={"article": NewArticleFactory.build(title="Equal")},
        headers=author.headers,
    )

    assert_refused(response, 500, "internal server error")


async def test_gives_each_of_many_at_once_a_slug(committing_client: AsyncClient) -> None:
    author = await register(committing_client)

    articles = await asyncio.gather(
        *(publish(committing_client, author, title="Equal") for _ in range(4))
    )

    slugs = {article["slug"] for article in articles}
    assert len(slugs) == 4
    assert "equal" in slugs
    assert (await list_articles(committing_client))["articlesCount"] == 4


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    response = await client.post(
        "/articles", json={"article": NewArticleFactory.build()}, headers=headers
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    set_clock.advance(hours=1)

    response = await client.post(
        "/articles", json={"article": NewArticleFactory.build()}, headers=author.headers
    )

    assert_unauthorized(response)


@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    author = await register(client)
    article = {**NewArticleFactory.build()}
    del article[field]

    response = await client.post("/articles", json={"article": article}, headers=author.headers)

    assert_refused(response, 422, f"article.{field}: field required")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, field: str, value: object
) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), field: value}},
        headers=author.headers,
    )

    assert_refused(response, 422, f"article.{field}: input should be a valid string")


@pytest.mark.parametrize("value", [None, "tag", 1, {"tag": "tag"}])
async def test_refuses_tags_that_are_no_list(client: AsyncClient, value: object) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), "tagList": value}},
        headers=author.headers,
    )

    assert_refused(response, 422, "article.tagList: input should be a valid list")


@pytest.mark.parametrize("value", NOT_TEXT)
async def test_refuses_a_tag_that_is_no_text(client: AsyncClient, value: object) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), "tagList": ["tag", value]}},
        headers=author.headers,
    )

    assert_refused(response, 422, "article.tagList.1: input should be a valid string")


async def test_accepts_the_longest_tag(client: AsyncClient) -> None:
    author = await register(client)

    article = await publish(client, author, tag_list=["x" * 255])

    assert (await read_article(client, article["slug"]))["tagList"] == ["x" * 255]


async def test_refuses_a_tag_that_is_too_long(client: AsyncClient) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        json={"article": NewArticleFactory.build(tag_list=["x" * 256])},
        headers=author.headers,
    )

    assert_refused(response, 422, "article.tagList.0: must have at most 255 characters")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", FIELDS)
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, field: str, value: str
) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        content=escaped({"article": {**NewArticleFactory.build(), field: value}}),
        headers=author.headers,
    )

    assert_refused(response, 422, f"article.{field}: must not contain NUL or lone surrogates")


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_a_tag_that_cannot_be_stored(client: AsyncClient, value: str) -> None:
    author = await register(client)

    response = await client.post(
        "/articles",
        content=escaped({"article": NewArticleFactory.build(tag_list=[value])}),
        headers=author.headers,
    )

    assert_refused(response, 422, "article.tagList.0: must not contain NUL or lone surrogates")


async def test_ignores_what_only_the_server_sets(client: AsyncClient) -> None:
    author = await register(client)
    article = {**NewArticleFactory.build(), "slug": "mine", "favoritesCount": 7, "favorited": True}

    response = await client.post("/articles", json={"article": article}, headers=author.headers)

    assert response.status_code == 201
    stored = await read_article(client, response.json()["article"]["slug"])
    assert (stored["slug"] == "mine", stored["favoritesCount"], stored["favorited"]) == (
        False,
        0,
        False,
    )
