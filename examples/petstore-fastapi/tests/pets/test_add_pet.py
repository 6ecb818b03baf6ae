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
)
from tests.credentials import UNKNOWN_TO_PETSTORE_AUTH, holding_petstore_auth
from tests.factories import AddPetBodyFactory


async def test_answers_the_new_pet(client: AsyncClient) -> None:
    response = await client.post(
        "/pet",
        json={
            "name": "First name",
            "category": {"id": 7, "name": "first name"},
            "photoUrls": ["second photo url", "first photo url"],
            "tags": [{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
            "status": "available",
        },
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    answered = response.json()
    assert answered.pop("id")
    assert answered == {
        "name": "First name",
        "category": {"id": 7, "name": "first name"},
        "photoUrls": ["second photo url", "first photo url"],
        "tags": [{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
        "status": "available",
    }


async def test_stores_the_pet(client: AsyncClient) -> None:
    pet = await add_pet(
        client,
        name="First name",
        category={"id": 7, "name": "first name"},
        photo_urls=["second photo url", "first photo url"],
        tags=[{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
        status="available",
    )

    stored = await get_pet_by_id(client, pet["id"])

    assert stored["name"] == "First name"
    assert stored["category"] == {"id": 7, "name": "first name"}
    assert stored["photoUrls"] == ["second photo url", "first photo url"]
    assert stored["tags"] == [{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}]
    assert stored["status"] == "available"
    assert stored == pet


async def test_needs_no_category_or_tags_or_status(client: AsyncClient) -> None:
    pet = await add_pet(client, name="First name")

    stored = await get_pet_by_id(client, pet["id"])

    assert stored["name"] == "First name"
    assert "category" not in stored
    assert stored["tags"] == []
    assert "status" not in stored


async def test_keeps_the_elements_of_photo_urls_in_their_order(client: AsyncClient) -> None:
    pet = await add_pet(
        client, photo_urls=["second photo url", "first photo url", "second photo url"]
    )

    assert (await get_pet_by_id(client, pet["id"]))["photoUrls"] == [
        "second photo url",
        "first photo url",
        "second photo url",
    ]


async def test_accepts_empty_text(client: AsyncClient) -> None:
    pet = await add_pet(client, name="")

    stored = await get_pet_by_id(client, pet["id"])

    assert stored["name"] == ""


async def test_accepts_text_of_any_script(client: AsyncClient) -> None:
    pet = await add_pet(client, name="Ünïcödé 文字 🐉")

    stored = await get_pet_by_id(client, pet["id"])

    assert stored["name"] == "Ünïcödé 文字 🐉"


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_PETSTORE_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.post("/pet", json=AddPetBodyFactory.build(), auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize(
    "auth", [holding_petstore_auth("read:pets"), holding_petstore_auth("write:pets")]
)
async def test_needs_all_that_petstore_auth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    response = await client.post("/pet", json=AddPetBodyFactory.build(), auth=auth)

    assert_refused(response, 403)


@pytest.mark.parametrize("field", ["name", "photoUrls"])
async def test_refuses_a_missing_field(client: AsyncClient, field: str) -> None:
    details = {**AddPetBodyFactory.build()}
    del details[field]

    response = await client.post(
        "/pet", json=details, auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, field, status_code=422)


async def test_names_every_missing_field(client: AsyncClient) -> None:
    response = await client.post(
        "/pet", json={}, auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, "name", "photoUrls", status_code=422)


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.post(
        "/pet", content=b"{", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_object(client: AsyncClient) -> None:
    response = await client.post(
        "/pet", content=b"[]", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert_invalid(response, "body", status_code=422)


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["name"])
async def test_refuses_a_field_that_is_no_text(
    client: AsyncClient, value: object, field: str
) -> None:
    response = await client.post(
        "/pet",
        json={**AddPetBodyFactory.build(), field: value},
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
    response = await client.post(
        "/pet",
        json={**AddPetBodyFactory.build(), field: value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize("field", ["name", "category", "photoUrls", "tags", "status"])
async def test_refuses_null(client: AsyncClient, field: str) -> None:
    response = await client.post(
        "/pet",
        json={**AddPetBodyFactory.build(), field: None},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, field, status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
@pytest.mark.parametrize("field", ["name"])
async def test_refuses_text_that_cannot_be_stored(
    client: AsyncClient, value: str, field: str
) -> None:
    response = await client.post(
        "/pet",
        content=escaped({**AddPetBodyFactory.build(), field: value}),
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(
        response, field, because="must not contain NUL or lone surrogates", status_code=422
    )


@pytest.mark.parametrize("value", [None, *NOT_TEXT])
async def test_refuses_an_element_of_photo_urls_that_is_no_text(
    client: AsyncClient, value: object
) -> None:
    response = await client.post(
        "/pet",
        json={**AddPetBodyFactory.build(), "photoUrls": [value]},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "photoUrls.0", status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_an_element_of_photo_urls_that_cannot_be_stored(
    client: AsyncClient, value: str
) -> None:
    response = await client.post(
        "/pet",
        content=escaped({**AddPetBodyFactory.build(), "photoUrls": [value]}),
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
    response = await client.post(
        "/pet",
        json={**AddPetBodyFactory.build(), "category": value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, place, status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_text_in_category_that_cannot_be_stored(
    client: AsyncClient, value: str
) -> None:
    response = await client.post(
        "/pet",
        content=escaped({**AddPetBodyFactory.build(), "category": {"name": value}}),
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
    response = await client.post(
        "/pet",
        json={**AddPetBodyFactory.build(), "tags": value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, place, status_code=422)


@pytest.mark.parametrize("value", UNSTORABLE)
async def test_refuses_text_in_tags_that_cannot_be_stored(client: AsyncClient, value: str) -> None:
    response = await client.post(
        "/pet",
        content=escaped({**AddPetBodyFactory.build(), "tags": [{"name": value}]}),
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(
        response, "tags.0.name", because="must not contain NUL or lone surrogates", status_code=422
    )


async def test_takes_no_id_from_a_body(client: AsyncClient) -> None:
    pet = await add_pet(client)

    response = await client.post(
        "/pet",
        json={**AddPetBodyFactory.build(), "id": pet["id"]},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    assert response.json()["id"] != pet["id"]
    assert await get_pet_by_id(client, pet["id"]) == pet


async def test_takes_xml(client: AsyncClient) -> None:
    response = await client.post(
        "/pet",
        content=(
            "<pet>"
            "<name>First name</name>"
            "<category><id>7</id><name>first name</name></category>"
            "<photoUrls><photoUrl>second photo url</photoUrl>"
            "<photoUrl>first photo url</photoUrl></photoUrls>"
            "<tags><tag><id>8</id><name>second name</name></tag><tag><id>7</id>"
            "<name>first name</name></tag></tags>"
            "<status>available</status>"
            "</pet>"
        ),
        headers={"Content-Type": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["name"] == "First name"
    assert stored["category"] == {"id": 7, "name": "first name"}
    assert stored["photoUrls"] == ["second photo url", "first photo url"]
    assert stored["tags"] == [{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}]
    assert stored["status"] == "available"


@pytest.mark.parametrize("document", UNREADABLE_XML)
async def test_refuses_xml_that_cannot_be_read(client: AsyncClient, document: str) -> None:
    response = await client.post(
        "/pet",
        content=document,
        headers={"Content-Type": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "body")


async def test_refuses_xml_that_declares_entities(client: AsyncClient) -> None:
    response = await client.post(
        "/pet",
        content=(
            '<!DOCTYPE x [<!ENTITY a "a">]>'
            "<pet>"
            "<name>First name</name>"
            "<category><id>7</id><name>first name</name></category>"
            "<photoUrls><photoUrl>second photo url</photoUrl>"
            "<photoUrl>first photo url</photoUrl></photoUrls>"
            "<tags><tag><id>8</id><name>second name</name></tag><tag><id>7</id>"
            "<name>first name</name></tag></tags>"
            "<status>available</status>"
            "</pet>"
        ),
        headers={"Content-Type": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, "body")


async def test_takes_a_form(client: AsyncClient) -> None:
    response = await client.post(
        "/pet",
        data={
            "name": "First name",
            "category": '{"id":7,"name":"first name"}',
            "photoUrls": ["second photo url", "first photo url"],
            "tags": ['{"id":8,"name":"second name"}', '{"id":7,"name":"first name"}'],
            "status": "available",
        },
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    stored = response.json()
    assert stored["name"] == "First name"
    assert stored["category"] == {"id": 7, "name": "first name"}
    assert stored["photoUrls"] == ["second photo url", "first photo url"]
    assert stored["tags"] == [{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}]
    assert stored["status"] == "available"


async def test_answers_xml(client: AsyncClient) -> None:
    response = await client.post(
        "/pet",
        json=AddPetBodyFactory.build(),
        headers={"Accept": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "pet"
