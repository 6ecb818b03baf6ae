import asyncio
import re

import pytest
from httpx import AsyncClient

from tests.api import (
    NOT_TEXT,
    UNSTORABLE,
    WITHOUT_ACCESS,
    assert_invalid,
    assert_unauthorized,
    create_article,
    create_user,
    escaped,
    get_article,
    get_articles,
)
from tests.conftest import SetClock
from tests.factories import NewArticleFactory


@pytest.mark.usefixtures("set_clock")
async def test_answers_the_new_article(client: AsyncClient) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        json={
            "article": {
                "title": "First title",
                "description": "First description",
                "body": "First body",
                "tagList": ["second tag", "first tag"],
            }
        },
        headers=author.headers,
    )

    assert response.status_code == 201
    answered = response.json()["article"]
    assert answered == {
        "slug": "first-title",
        "title": "First title",
        "description": "First description",
        "body": "First body",
        "tagList": ["first tag", "second tag"],
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "favorited": False,
        "favoritesCount": 0,
        "author": {"username": author.username, "bio": "", "image": "", "following": False},
    }


async def test_stores_the_article(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(
        client,
        author,
        title="First title",
        description="First description",
        body="First body",
        tag_list=["second tag", "first tag"],
    )

    stored = await get_article(client, article["slug"])

    assert stored["title"] == "First title"
    assert stored["description"] == "First description"
    assert stored["body"] == "First body"
    assert stored["tagList"] == ["first tag", "second tag"]
    assert stored == article


async def test_stores_the_caller_as_the_author(client: AsyncClient) -> None:
    await create_user(client)
    author = await create_user(client)
    article = await create_article(client, author)
    await create_user(client)

    assert (await get_article(client, article["slug"]))["author"]["username"] == author.username


async def test_needs_no_tag_list(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="First title")

    stored = await get_article(client, article["slug"])

    assert stored["title"] == "First title"
    assert stored["tagList"] == []


async def test_answers_the_elements_of_tag_list_each_once_and_sorted(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(
        client, author, tag_list=["second tag", "first tag", "second tag"]
    )

    assert (await get_article(client, article["slug"]))["tagList"] == ["first tag", "second tag"]


async def test_accepts_the_longest_element_of_tag_list(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author, tag_list=["x" * 255])

    assert (await get_article(client, article["slug"]))["tagList"] == ["x" * 255]


async def test_accepts_empty_text(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="", description="", body="")

    stored = await get_article(client, article["slug"])

    assert stored["title"] == ""
    assert stored["description"] == ""
    assert stored["body"] == ""


async def test_accepts_text_of_any_script(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(
        client,
        author,
        title="Ünïcödé 文字 🐉",
        description="Ünïcödé 文字 🐉",
        body="Ünïcödé 文字 🐉",
    )

    stored = await get_article(client, article["slug"])

    assert stored["title"] == "Ünïcödé 文字 🐉"
    assert stored["description"] == "Ünïcödé 文字 🐉"
    assert stored["body"] == "Ünïcödé 文字 🐉"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Plain", "plain"),
        ("  Many   words,\n here! ", "many-words-here"),
        ("Crème Brûlée №5", "creme-brulee-no5"),
        ("snake_case/../etc", "snake-case-etc"),
        ("x" * 81, "x" * 80),
    ],
)
async def test_derives_the_slug_from_the_title(client: AsyncClient, text: str, key: str) -> None:
    author = await create_user(client)
    await create_article(client, author, title=text)

    assert (await get_article(client, key))["title"] == text


@pytest.mark.parametrize("text", ["!?", "文字"])
async def test_makes_a_slug_up_where_the_title_has_no_latin_letters(
    client: AsyncClient, text: str
) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title=text)

    assert re.fullmatch("[a-z0-9-]+", article["slug"])
    assert (await get_article(client, article["slug"]))["title"] == text


async def test_adds_to_the_slug_where_it_is_taken(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="Equal", description="the first")

    other = await create_article(client, author, title="Equal", description="the second")

    assert article["slug"] == "equal"
    assert other["slug"].startswith("equal-")
    assert (await get_article(client, article["slug"]))["description"] == "the first"
    assert (await get_article(client, other["slug"]))["description"] == "the second"


async def test_keeps_the_slug_as_short_as_it_must_be_where_it_is_taken(client: AsyncClient) -> None:
    text = "x" * 70 + " " + "y" * 20

    author = await create_user(client)
    article = await create_article(client, author, title=text)

    other = await create_article(client, author, title=text)

    assert article["slug"] == "x" * 70 + "-" + "y" * 9
    assert re.fullmatch("x{70}-[0-9a-f]{8}", other["slug"])


async def test_makes_another_slug_than_the_path_feed(client: AsyncClient) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="Feed")

    assert article["slug"].startswith("feed-")
    assert (await get_article(client, article["slug"]))["title"] == "Feed"


async def test_gives_each_of_many_at_once_a_slug(committing_client: AsyncClient) -> None:
    author = await create_user(committing_client)

    rows = await asyncio.gather(
        *(create_article(committing_client, author, title="Equal") for _ in range(4))
    )

    keys = {row["slug"] for row in rows}
    assert len(keys) == 4
    assert "equal" in keys
    assert len((await get_articles(committing_client))["articles"]) == 4


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    response = await client.post(
        "/articles", json={"article": NewArticleFactory.build()}, headers=headers
    )

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.post(
        "/articles", json={"article": NewArticleFactory.build()}, headers=author.headers
    )

    assert_unauthorized(response)


@pytest.mark.parametrize("field", ["title", "description", "body"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    author = await create_user(client)
    details = {**NewArticleFactory.build()}
    del details[field]

    response = await client.post("/articles", json={"article": details}, headers=author.headers)

    assert_invalid(response, f"article.{field}")


async def test_names_every_missing_field(client: AsyncClient) -> None:
    author = await create_user(client)

    response = await client.post("/articles", json={"article": {}}, headers=author.headers)

    assert_invalid(response, "article.title", "article.description", "article.body")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    author = await create_user(client)

    response = await client.post("/articles", content=b"{", headers=author.headers)

    assert_invalid(response, "body")


async def test_refuses_a_body_without_article(client: AsyncClient) -> None:
    author = await create_user(client)

    response = await client.post("/articles", content=b"{}", headers=author.headers)

    assert_invalid(response, "article")


@pytest.mark.parametrize("value", [None, 1, "text", ["text"]])
async def test_refuses_article_that_is_no_object(client: AsyncClient, value: object) -> None:
    author = await create_user(client)

    response = await client.post("/articles", json={"article": value}, headers=author.headers)

    assert_invalid(response, "article")


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["title", "description", "body"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), field: value}},
        headers=author.headers,
    )

    assert_invalid(response, f"article.{field}")


@pytest.mark.parametrize(
    ("field", "value"), [("tagList", "text"), ("tagList", 1), ("tagList", {"text": "text"})]
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), field: value}},
        headers=author.headers,
    )

    assert_invalid(response, f"article.{field}")


@pytest.mark.parametrize("field", ["title", "description", "body", "tagList"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), field: None}},
        headers=author.headers,
    )

    assert_invalid(response, f"article.{field}")


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["title", "description", "body"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        content=escaped({"article": {**NewArticleFactory.build(), field: value}}),
        headers=author.headers,
    )

    assert_invalid(response, f"article.{field}", because="must not contain NUL or lone surrogates")


@pytest.mark.parametrize("value", [None, *NOT_TEXT])
async def test_refuses_an_element_of_tag_list_that_is_no_text(
    client: AsyncClient, value: object
) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), "tagList": [value]}},
        headers=author.headers,
    )

    assert_invalid(response, "article.tagList.0")


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_an_element_of_tag_list_that_cannot_be_stored(
    client: AsyncClient, value: str
) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        content=escaped({"article": {**NewArticleFactory.build(), "tagList": [value]}}),
        headers=author.headers,
    )

    assert_invalid(response, "article.tagList.0")


async def test_refuses_an_element_of_tag_list_that_is_too_long(client: AsyncClient) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        json={"article": {**NewArticleFactory.build(), "tagList": ["x" * 256]}},
        headers=author.headers,
    )

    assert_invalid(response, "article.tagList.0")


async def test_ignores_what_only_the_server_sets(client: AsyncClient) -> None:
    author = await create_user(client)

    response = await client.post(
        "/articles",
        json={
            "article": {
                **NewArticleFactory.build(),
                "title": "First title",
                "favorited": True,
                "favoritesCount": 7,
            }
        },
        headers=author.headers,
    )
    assert response.status_code == 201
    article = response.json()["article"]

    stored = await get_article(client, article["slug"])
    assert stored["title"] == "First title"
    assert stored["favorited"] is False
    assert stored["favoritesCount"] == 0
