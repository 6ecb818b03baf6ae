"""What tests do to bring the API into a state, and to look at the state it is in.

Each of these asserts that it was served, so a test fails where its arrangement fails.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from httpx import AsyncClient, Response

from tests.factories import NewArticleFactory, NewCommentFactory, NewUserFactory

type Json = dict[str, Any]

# Accepted nowhere: no token, none that can be read, and another scheme's.
WITHOUT_ACCESS: tuple[dict[str, str], ...] = (
    {},
    {"Authorization": "Token nonsense"},
    {"Authorization": "Bearer nonsense"},
)

# Values of other types than text, as JSON has them.
NOT_TEXT: tuple[object, ...] = (None, 1, True, ["text"], {"text": "text"})

# Text that JSON can spell and not every database can store.
UNSTORABLE = (pytest.param("nul\0", id="nul"), pytest.param("surrogate\ud800", id="surrogate"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    username: str
    email: str
    password: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Token {self.token}"}


def headers_of(viewer: Account | None) -> dict[str, str]:
    return viewer.headers if viewer else {}


def escaped(content: Json) -> bytes:
    """Spell JSON in ASCII. The client does not, and so cannot send a lone surrogate."""
    return json.dumps(content).encode("ascii")


def errors_of(response: Response) -> list[str]:
    """Return the messages of an answer in the error form, and of nothing else."""
    content: Json = response.json()
    assert content.keys() == {"errors"}
    assert content["errors"].keys() == {"body"}
    messages: list[str] = content["errors"]["body"]
    return messages


def assert_refused(response: Response, status_code: int, *messages: str) -> None:
    assert response.status_code == status_code
    assert errors_of(response) == list(messages)


def assert_unauthorized(response: Response) -> None:
    assert response.status_code == 401
    assert response.content == b""
    assert response.headers["WWW-Authenticate"] == "Token"


async def register(client: AsyncClient, **details: str) -> Account:
    user = NewUserFactory.build(**details)
    response = await client.post("/users", json={"user": user})
    assert response.status_code == 201
    return Account(**user, token=response.json()["user"]["token"])


async def log_in(client: AsyncClient, email: str, password: str) -> Response:
    return await client.post("/users/login", json={"user": {"email": email, "password": password}})


async def read_user(client: AsyncClient, account: Account) -> Json:
    response = await client.get("/user", headers=account.headers)
    assert response.status_code == 200
    user: Json = response.json()["user"]
    return user


async def follow(client: AsyncClient, follower: Account, followed: Account) -> None:
    response = await client.post(f"/profiles/{followed.username}/follow", headers=follower.headers)
    assert response.status_code == 200


async def is_following(client: AsyncClient, follower: Account, followed: Account) -> bool:
    response = await client.get(f"/profiles/{followed.username}", headers=follower.headers)
    assert response.status_code == 200
    following: bool = response.json()["profile"]["following"]
    return following


async def publish(client: AsyncClient, author: Account, **details: str | list[str]) -> Json:
    response = await client.post(
        "/articles", json={"article": NewArticleFactory.build(**details)}, headers=author.headers
    )
    assert response.status_code == 201
    article: Json = response.json()["article"]
    return article


async def read_article(client: AsyncClient, slug: str, viewer: Account | None = None) -> Json:
    response = await client.get(f"/articles/{slug}", headers=headers_of(viewer))
    assert response.status_code == 200
    article: Json = response.json()["article"]
    return article


async def list_articles(
    client: AsyncClient, viewer: Account | None = None, **query: str | int
) -> Json:
    response = await client.get("/articles", params=query, headers=headers_of(viewer))
    assert response.status_code == 200
    page: Json = response.json()
    return page


async def list_feed(client: AsyncClient, viewer: Account, **query: int) -> Json:
    response = await client.get("/articles/feed", params=query, headers=viewer.headers)
    assert response.status_code == 200
    page: Json = response.json()
    return page


def titles_of(page: Mapping[str, Any]) -> list[str]:
    return [article["title"] for article in page["articles"]]


async def favorite(client: AsyncClient, viewer: Account, slug: str) -> None:
    response = await client.post(f"/articles/{slug}/favorite", headers=viewer.headers)
    assert response.status_code == 200


async def comment(client: AsyncClient, author: Account, slug: str, **details: str) -> Json:
    response = await client.post(
        f"/articles/{slug}/comments",
        json={"comment": NewCommentFactory.build(**details)},
        headers=author.headers,
    )
    assert response.status_code == 200
    stored: Json = response.json()["comment"]
    return stored


async def list_comments(
    client: AsyncClient, slug: str, viewer: Account | None = None
) -> list[Json]:
    response = await client.get(f"/articles/{slug}/comments", headers=headers_of(viewer))
    assert response.status_code == 200
    comments: list[Json] = response.json()["comments"]
    return comments


async def list_tags(client: AsyncClient) -> list[str]:
    response = await client.get("/tags")
    assert response.status_code == 200
    tags: list[str] = response.json()["tags"]
    return tags
