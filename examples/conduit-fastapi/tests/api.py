"""What tests do to bring the API into a state, and to look at the state it is in.

Each of these asserts that it was served, so a test fails where its arrangement fails.
"""

from dataclasses import dataclass
from json import dumps
from typing import Any

from httpx import AsyncClient, Response

from tests.factories import NewArticleFactory, NewCommentFactory, NewUserFactory

type Json = dict[str, Any]

# Accepted nowhere: none of these can be read as a credential of this API.
MALFORMED_CREDENTIALS: tuple[dict[str, str], ...] = (
    {"Authorization": "Token nonsense"},
    {"Authorization": "Token"},
    {"Authorization": "nonsense"},
    {"Authorization": "Bearer nonsense"},
)

WITHOUT_ACCESS: tuple[dict[str, str], ...] = ({}, *MALFORMED_CREDENTIALS)

# Values of other types than text, as JSON has them.
NOT_TEXT: tuple[object, ...] = (1, True, ["text"], {"text": "text"})

# Text that JSON can spell and not every database can store.
UNSTORABLE: tuple[str, ...] = ("nul\0", "surrogate\ud800")


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
    return dumps(content).encode("ascii")


def errors_of(response: Response) -> list[str]:
    """Return the messages of an answer in the error form, and of nothing else."""
    content: Json = response.json()
    assert content.keys() == {"errors"}
    assert content["errors"].keys() == {"body"}
    messages: list[str] = content["errors"]["body"]
    return messages


def assert_refused(response: Response, status_code: int, *messages: str) -> None:
    """Check that an answer refuses, and says so: in these words, where they are given."""
    assert response.status_code == status_code
    told = errors_of(response)
    assert told
    assert all(told)
    assert told == [*messages] or not messages


def assert_invalid(response: Response, *places: str, because: str = "") -> None:
    """Check that an answer refuses these places of a request, in any order, and says so."""
    assert response.status_code == 422
    messages = errors_of(response)
    assert sorted(message.partition(":")[0] for message in messages) == sorted(places)
    assert all(message.endswith(because) for message in messages)


def assert_unauthorized(response: Response) -> None:
    assert response.status_code == 401
    assert response.content == b""
    assert response.headers["WWW-Authenticate"] == "Token"


async def login(client: AsyncClient, email: str, password: str) -> Response:
    return await client.post("/users/login", json={"user": {"email": email, "password": password}})


async def create_user(client: AsyncClient, **fields: object) -> Account:
    details = NewUserFactory.build(**fields)
    response = await client.post("/users", json={"user": details})
    assert response.status_code == 201
    return Account(
        username=details["username"],
        email=details["email"],
        password=details["password"],
        token=response.json()["user"]["token"],
    )


async def get_current_user(client: AsyncClient, account: Account) -> Json:
    response = await client.get("/user", headers=account.headers)
    assert response.status_code == 200
    user: Json = response.json()["user"]
    return user


async def update_current_user(client: AsyncClient, account: Account, changes: Json) -> Json:
    response = await client.put("/user", json={"user": changes}, headers=account.headers)
    assert response.status_code == 200
    user: Json = response.json()["user"]
    return user


async def get_profile_by_username(
    client: AsyncClient, username: object, viewer: Account | None = None
) -> Json:
    response = await client.get(f"/profiles/{username}", headers=headers_of(viewer))
    assert response.status_code == 200
    profile: Json = response.json()["profile"]
    return profile


async def follow_user_by_username(client: AsyncClient, caller: Account, username: object) -> Json:
    response = await client.post(f"/profiles/{username}/follow", headers=caller.headers)
    assert response.status_code == 200
    profile: Json = response.json()["profile"]
    return profile


async def unfollow_user_by_username(client: AsyncClient, caller: Account, username: object) -> Json:
    response = await client.delete(f"/profiles/{username}/follow", headers=caller.headers)
    assert response.status_code == 200
    profile: Json = response.json()["profile"]
    return profile


async def get_articles_feed(client: AsyncClient, account: Account, **query: str | int) -> Json:
    response = await client.get("/articles/feed", params=query, headers=account.headers)
    assert response.status_code == 200
    page: Json = response.json()
    return page


async def get_articles(
    client: AsyncClient, viewer: Account | None = None, **query: str | int
) -> Json:
    response = await client.get("/articles", params=query, headers=headers_of(viewer))
    assert response.status_code == 200
    page: Json = response.json()
    return page


async def create_article(client: AsyncClient, author: Account, **details: object) -> Json:
    response = await client.post(
        "/articles", json={"article": NewArticleFactory.build(**details)}, headers=author.headers
    )
    assert response.status_code == 201
    article: Json = response.json()["article"]
    return article


async def get_article(client: AsyncClient, slug: object, viewer: Account | None = None) -> Json:
    response = await client.get(f"/articles/{slug}", headers=headers_of(viewer))
    assert response.status_code == 200
    article: Json = response.json()["article"]
    return article


async def update_article(client: AsyncClient, author: Account, slug: object, changes: Json) -> Json:
    response = await client.put(
        f"/articles/{slug}", json={"article": changes}, headers=author.headers
    )
    assert response.status_code == 200
    article: Json = response.json()["article"]
    return article


async def delete_article(client: AsyncClient, author: Account, slug: object) -> None:
    response = await client.delete(f"/articles/{slug}", headers=author.headers)
    assert response.status_code == 204


async def create_article_favorite(client: AsyncClient, caller: Account, slug: object) -> Json:
    response = await client.post(f"/articles/{slug}/favorite", headers=caller.headers)
    assert response.status_code == 200
    article: Json = response.json()["article"]
    return article


async def delete_article_favorite(client: AsyncClient, caller: Account, slug: object) -> Json:
    response = await client.delete(f"/articles/{slug}/favorite", headers=caller.headers)
    assert response.status_code == 200
    article: Json = response.json()["article"]
    return article


async def get_article_comments(
    client: AsyncClient, slug: object, viewer: Account | None = None
) -> list[Json]:
    response = await client.get(f"/articles/{slug}/comments", headers=headers_of(viewer))
    assert response.status_code == 200
    comments: list[Json] = response.json()["comments"]
    return comments


async def create_article_comment(
    client: AsyncClient, author: Account, slug: object, **details: object
) -> Json:
    response = await client.post(
        f"/articles/{slug}/comments",
        json={"comment": NewCommentFactory.build(**details)},
        headers=author.headers,
    )
    assert response.status_code == 200
    comment: Json = response.json()["comment"]
    return comment


async def delete_article_comment(
    client: AsyncClient, author: Account, slug: object, id_: object
) -> None:
    response = await client.delete(f"/articles/{slug}/comments/{id_}", headers=author.headers)
    assert response.status_code == 204


async def get_tags(client: AsyncClient) -> list[str]:
    response = await client.get("/tags")
    assert response.status_code == 200
    tags: list[str] = response.json()["tags"]
    return tags


def titles_of(rows: list[Json]) -> list[object]:
    return [row["title"] for row in rows]


def bodies_of(rows: list[Json]) -> list[object]:
    return [row["body"] for row in rows]


def tag_lists_of(rows: list[Json]) -> list[object]:
    return [row["tagList"] for row in rows]
