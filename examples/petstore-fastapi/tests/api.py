"""What tests do to bring the API into a state, and to look at the state it is in.

Each of these asserts that it was served, so a test fails where its arrangement fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

from httpx import AsyncClient, Response

from tests.credentials import holding_api_key, holding_petstore_auth
from tests.factories import AddPetBodyFactory, OrderBodyFactory, UserBodyFactory

type Json = dict[str, Any]

# Accepted nowhere: none of these can be read as a credential of this API.
MALFORMED_CREDENTIALS: tuple[dict[str, str], ...] = (
    {"Authorization": "Bearer nonsense"},
    {"Authorization": "Bearer"},
    {"Authorization": "nonsense"},
    {"Authorization": "Basic nonsense"},
)

WITHOUT_ACCESS: tuple[dict[str, str], ...] = ({}, *MALFORMED_CREDENTIALS)

# Values of other types than text, as JSON has them.
NOT_TEXT: tuple[object, ...] = (1, True, ["text"], {"text": "text"})

# No document, no element, and entities that grow or lead elsewhere.
UNREADABLE_XML: tuple[str, ...] = (
    "<x>",
    "",
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
)

# Text that JSON can spell and not every database can store.
UNSTORABLE: tuple[str, ...] = ("nul\0", "surrogate\ud800")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    username: str
    password: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def escaped(content: Json) -> bytes:
    """Spell JSON in ASCII. The client does not, and so cannot send a lone surrogate."""
    return dumps(content).encode("ascii")


def errors_of(response: Response) -> list[str] | None:
    """Return the messages of an answer in the error form; none where it has no room for them."""
    assert response.content == b""
    return None


def assert_refused(response: Response, status_code: int, *messages: str) -> None:
    """Check that an answer refuses, and says so: in these words, where they are given."""
    assert response.status_code == status_code
    told = errors_of(response)
    if told is None:
        return
    assert told
    assert all(told)
    assert told == [*messages] or not messages


def assert_invalid(
    response: Response, *places: str, because: str = "", status_code: int = 400
) -> None:
    """Check that an answer refuses these places of a request, in any order, and says so."""
    assert response.status_code == status_code
    told = errors_of(response)
    if told is None:
        return
    assert sorted(message.partition(":")[0] for message in told) == sorted(places)
    assert all(message.endswith(because) for message in told)


def assert_unauthorized(response: Response) -> None:
    assert response.status_code == 401
    assert_refused(response, 401)
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def update_pet(client: AsyncClient, changes: Json) -> Json:
    response = await client.put(
        "/pet", json=changes, auth=holding_petstore_auth("write:pets", "read:pets")
    )
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def add_pet(client: AsyncClient, **details: object) -> Json:
    response = await client.post(
        "/pet",
        json=AddPetBodyFactory.build(**details),
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def find_pets_by_status(client: AsyncClient, **query: str | int) -> list[Json]:
    response = await client.get(
        "/pet/findByStatus", params=query, auth=holding_petstore_auth("write:pets", "read:pets")
    )
    assert response.status_code == 200
    rows: list[Json] = response.json()
    return rows


async def find_pets_by_tags(client: AsyncClient, **query: str | int | list[str]) -> list[Json]:
    response = await client.get(
        "/pet/findByTags", params=query, auth=holding_petstore_auth("write:pets", "read:pets")
    )
    assert response.status_code == 200
    rows: list[Json] = response.json()
    return rows


async def get_pet_by_id(client: AsyncClient, pet_id: object) -> Json:
    response = await client.get(f"/pet/{pet_id}", auth=holding_api_key())
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def update_pet_with_form(client: AsyncClient, pet_id: object, changes: Json) -> Json:
    response = await client.post(
        f"/pet/{pet_id}", params=changes, auth=holding_petstore_auth("write:pets", "read:pets")
    )
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def delete_pet(client: AsyncClient, pet_id: object) -> None:
    response = await client.delete(
        f"/pet/{pet_id}", auth=holding_petstore_auth("write:pets", "read:pets")
    )
    assert response.status_code == 200
    assert not response.content


async def get_inventory(client: AsyncClient) -> dict[str, int]:
    response = await client.get("/store/inventory", auth=holding_api_key())
    assert response.status_code == 200
    counts: dict[str, int] = response.json()
    return counts


async def place_order(client: AsyncClient, **details: object) -> Json:
    response = await client.post("/store/order", json=OrderBodyFactory.build(**details))
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def get_order_by_id(client: AsyncClient, order_id: object) -> Json:
    response = await client.get(f"/store/order/{order_id}")
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def delete_order(client: AsyncClient, order_id: object) -> None:
    response = await client.delete(f"/store/order/{order_id}")
    assert response.status_code == 200
    assert not response.content


async def create_user(client: AsyncClient, **fields: object) -> Account:
    details = UserBodyFactory.build(**fields)
    response = await client.post("/user", json=details)
    assert response.status_code == 200
    signed_in = await login_user(client, details["username"], details["password"])
    assert signed_in.status_code == 200
    return Account(
        username=details["username"], password=details["password"], token=signed_in.json()
    )


async def create_users_with_list_input(client: AsyncClient, details: Sequence[object]) -> Json:
    response = await client.post("/user/createWithList", json=details)
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def login_user(client: AsyncClient, username: str, password: str) -> Response:
    return await client.get("/user/login", params={"username": username, "password": password})


async def logout_user(client: AsyncClient, account: Account) -> None:
    response = await client.get("/user/logout", headers=account.headers)
    assert response.status_code == 200


async def get_user_by_name(client: AsyncClient, username: object) -> Json:
    response = await client.get(f"/user/{username}")
    assert response.status_code == 200
    row: Json = response.json()
    return row


async def update_user(
    client: AsyncClient, account: Account, username: object, changes: Json
) -> None:
    response = await client.put(f"/user/{username}", json=changes, headers=account.headers)
    assert response.status_code == 200
    assert not response.content


async def delete_user(client: AsyncClient, account: Account, username: object) -> None:
    response = await client.delete(f"/user/{username}", headers=account.headers)
    assert response.status_code == 200
    assert not response.content


def names_of(rows: list[Json]) -> list[object]:
    return [row["name"] for row in rows]
