import pytest
from defusedxml.ElementTree import fromstring
from httpx import AsyncClient, Auth

from tests.api import (
    NOT_TEXT,
    UNREADABLE_XML,
    UNSTORABLE,
    add_pet,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    escaped,
    get_pet_by_id,
    update_pet,
)
from tests.credentials import UNKNOWN_TO_PETSTORE_AUTH, holding_petstore_auth


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Third name"),
        ("category", {"id": 9, "name": "third name"}),
        ("photoUrls", ["fourth photo url", "third photo url"]),
        ("tags", [{"id": 10, "name": "fourth name"}, {"id": 9, "name": "third name"}]),
        ("status", "sold"),
    ],
)
async def test_stores_a_field_and_leaves_the_others(
    client: AsyncClient, field: str, value: object
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    await update_pet(client, {**details, field: value})

    assert await get_pet_by_id(client, pet["id"]) == {**pet, field: value}


async def test_answers_the_changed_pet(client: AsyncClient) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }
    changes = {
        "name": "Third name",
        "category": {"id": 9, "name": "third name"},
        "photoUrls": ["fourth photo url", "third photo url"],
        "tags": [{"id": 10, "name": "fourth name"}, {"id": 9, "name": "third name"}],
        "status": "sold",
    }

    answered = await update_pet(client, {**details, **changes})

    assert answered == {**pet, **changes}


async def test_replaces_photo_urls_as_a_whole(client: AsyncClient) -> None:
    pet = await add_pet(client, photo_urls=["second photo url", "first photo url"])
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    await update_pet(client, {**details, "photoUrls": ["second photo url"]})

    assert (await get_pet_by_id(client, pet["id"]))["photoUrls"] == ["second photo url"]


async def test_replaces_tags_as_a_whole(client: AsyncClient) -> None:
    pet = await add_pet(
        client, tags=[{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}]
    )
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    await update_pet(client, {**details, "tags": [{"id": 8, "name": "second name"}]})

    assert (await get_pet_by_id(client, pet["id"]))["tags"] == [{"id": 8, "name": "second name"}]


async def test_changes_no_other_pet(client: AsyncClient) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }
    other_pet = await add_pet(client)

    await update_pet(client, {**details, "name": "Third name"})

    assert (await get_pet_by_id(client, pet["id"]))["name"] == "Third name"
    assert await get_pet_by_id(client, other_pet["id"]) == other_pet


@pytest.mark.parametrize("field", ["name"])
async def test_lets_a_text_be_emptied(client: AsyncClient, field: str) -> None:
    pet = await add_pet(client)
    assert pet[field]
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    await update_pet(client, {**details, field: ""})

    assert (await get_pet_by_id(client, pet["id"]))[field] == ""


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_PETSTORE_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put("/pet", json=details, auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize(
    "auth", [holding_petstore_auth("read:pets"), holding_petstore_auth("write:pets")]
)
async def test_needs_all_that_petstore_auth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put("/pet", json=details, auth=auth)

    assert_refused(response, 403)


async def test_knows_no_pet_of_another_id(client: AsyncClient) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        json={**details, "id": pet["id"] + 1_000},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_refused(response, 404, "Pet not found")


@pytest.mark.parametrize("field", ["id", "name", "photoUrls"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }
    del details[field]

    response = await client.put(
        "/pet", json=details, auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, field, status_code=422)


async def test_names_every_missing_field(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.put(
        "/pet", json={}, auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, "id", "name", "photoUrls", status_code=422)


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.put(
        "/pet", content=b"{", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    await add_pet(client)

    response = await client.put(
        "/pet", content=b"[]", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, "body", status_code=422)


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["name"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        json={**details, field: value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "text"),
        ("category", 1),
        ("category", ["text"]),
        ("photoUrls", "text"),
        ("photoUrls", 1),
        ("photoUrls", {"text": "text"}),
        ("tags", "text"),
        ("tags", 1),
        ("tags", {"text": "text"}),
        ("status", "no such value"),
        ("status", 987654),
        ("status", True),
        ("status", False),
        ("status", ["text"]),
    ],
)
async def test_refuses_a_value_of_another_type(
    client: AsyncClient, field: str, value: object
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        json={**details, field: value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize("field", ["id", "name", "category", "photoUrls", "tags", "status"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet", json={**details, field: None}, auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["name"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        content=escaped({**details, field: value}),
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(
        response, field, because="must not contain NUL or lone surrogates", status_code=422
    )


@pytest.mark.parametrize("value", [None, *NOT_TEXT])
async def test_refuses_an_element_of_photo_urls_that_is_no_text(
    client: AsyncClient, value: object
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        json={**details, "photoUrls": [value]},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "photoUrls.0", status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_an_element_of_photo_urls_that_cannot_be_stored(
    client: AsyncClient, value: str
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        content=escaped({**details, "photoUrls": [value]}),
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "photoUrls.0", status_code=422)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("category.id", {"id": "1", "name": "first name"}),
        ("category.id", {"id": 1.5, "name": "first name"}),
        ("category.id", {"id": None, "name": "first name"}),
        ("category.name", {"id": 7, "name": None}),
    ],
)
async def test_refuses_a_fault_in_category(client: AsyncClient, place: str, value: object) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        json={**details, "category": value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, place, status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_text_in_category_that_cannot_be_stored(
    client: AsyncClient, value: str
) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        content=escaped({**details, "category": {"name": value}}),
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(
        response,
        "category.name",
        because="must not contain NUL or lone surrogates",
        status_code=422,
    )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("tags.0", ["text"]),
        ("tags.0", [1]),
        ("tags.0", [["text"]]),
        ("tags.0.id", [{"id": "1", "name": "second name"}]),
        ("tags.0.id", [{"id": 1.5, "name": "second name"}]),
        ("tags.0.id", [{"id": None, "name": "second name"}]),
        ("tags.0.name", [{"id": 8, "name": None}]),
        ("tags.0", [None]),
    ],
)
async def test_refuses_a_fault_in_tags(client: AsyncClient, place: str, value: object) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        json={**details, "tags": value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, place, status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_text_in_tags_that_cannot_be_stored(client: AsyncClient, value: str) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        content=escaped({**details, "tags": [{"name": value}]}),
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(
        response, "tags.0.name", because="must not contain NUL or lone surrogates", status_code=422
    )


async def test_takes_xml(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.put(
        "/pet",
        content=(
            "<pet>"
            f"<id>{pet['id']}</id>"
            "<name>Third name</name>"
            "<category><id>9</id><name>third name</name></category>"
            "<photoUrls><photoUrl>fourth photo url</photoUrl>"
            "<photoUrl>third photo url</photoUrl></photoUrls>"
            "<tags><tag><id>10</id><name>fourth name</name></tag><tag><id>9</id>"
            "<name>third name</name></tag></tags>"
            "<status>sold</status>"
            "</pet>"
        ),
        headers={"Content-Type": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["name"] == "Third name"
    assert stored["category"] == {"id": 9, "name": "third name"}
    assert stored["photoUrls"] == ["fourth photo url", "third photo url"]
    assert stored["tags"] == [{"id": 10, "name": "fourth name"}, {"id": 9, "name": "third name"}]
    assert stored["status"] == "sold"


@pytest.mark.parametrize("document", UNREADABLE_XML)
async def test_refuses_xml_that_cannot_be_read(client: AsyncClient, document: str) -> None:
    await add_pet(client)

    response = await client.put(
        "/pet",
        content=document,
        headers={"Content-Type": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "body")


async def test_refuses_xml_that_declares_entities(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.put(
        "/pet",
        content=(
            '<!DOCTYPE x [<!ENTITY a "a">]>'
            "<pet>"
            f"<id>{pet['id']}</id>"
            "<name>Third name</name>"
            "<category><id>9</id><name>third name</name></category>"
            "<photoUrls><photoUrl>fourth photo url</photoUrl>"
            "<photoUrl>third photo url</photoUrl></photoUrls>"
            "<tags><tag><id>10</id><name>fourth name</name></tag><tag><id>9</id>"
            "<name>third name</name></tag></tags>"
            "<status>sold</status>"
            "</pet>"
        ),
        headers={"Content-Type": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "body")


async def test_takes_a_form(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.put(
        "/pet",
        data={
            "id": pet["id"],
            "name": "Third name",
            "category": '{"id":9,"name":"third name"}',
            "photoUrls": ["fourth photo url", "third photo url"],
            "tags": ['{"id":10,"name":"fourth name"}', '{"id":9,"name":"third name"}'],
            "status": "sold",
        },
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["name"] == "Third name"
    assert stored["category"] == {"id": 9, "name": "third name"}
    assert stored["photoUrls"] == ["fourth photo url", "third photo url"]
    assert stored["tags"] == [{"id": 10, "name": "fourth name"}, {"id": 9, "name": "third name"}]
    assert stored["status"] == "sold"


async def test_answers_xml(client: AsyncClient) -> None:
    pet = await add_pet(client)
    details = {
        "id": pet["id"],
        "name": pet["name"],
        "photoUrls": pet["photoUrls"],
        "tags": pet["tags"],
    }

    response = await client.put(
        "/pet",
        json=details,
        headers={"Accept": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "pet"
    assert document.findtext("id") == str(pet["id"])
