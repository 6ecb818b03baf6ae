import pytest
from defusedxml.ElementTree import fromstring
from httpx import AsyncClient, Auth

from tests.api import (
    add_pet,
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    find_pets_by_tags,
    names_of,
)
from tests.conftest import Counting
from tests.credentials import UNKNOWN_TO_PETSTORE_AUTH, holding_petstore_auth


async def test_answers_pets_as_they_are(client: AsyncClient) -> None:
    pet = await add_pet(
        client,
        name="First name",
        category={"id": 7, "name": "first name"},
        photo_urls=["second photo url", "first photo url"],
        tags=[{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
        status="available",
    )

    response = await client.get(
        "/pet/findByTags", auth=holding_petstore_auth("write:pets", "read:pets")
    )

    assert response.status_code == 200
    rows = response.json()
    assert len(rows) == 1
    [answered] = rows
    assert answered.pop("id") == pet["id"]
    assert answered == {
        "name": "First name",
        "category": {"id": 7, "name": "first name"},
        "photoUrls": ["second photo url", "first photo url"],
        "tags": [{"id": 8, "name": "second name"}, {"id": 7, "name": "first name"}],
        "status": "available",
    }


async def test_is_empty_where_there_are_no_pets(client: AsyncClient) -> None:
    assert await find_pets_by_tags(client) == []

    await add_pet(client, name="First name")
    page = await find_pets_by_tags(client)

    assert names_of(page) == ["First name"]


async def test_lists_pets_in_the_order_in_which_they_were_made(client: AsyncClient) -> None:
    await add_pet(client, name="Second name")
    await add_pet(client, name="Third name")
    await add_pet(client, name="First name")

    page = await find_pets_by_tags(client)

    assert names_of(page) == ["Second name", "Third name", "First name"]


async def test_filters_by_tags(client: AsyncClient) -> None:
    await add_pet(client, name="First name", tags=[{"name": "second name"}, {"name": "first name"}])
    await add_pet(client, name="Second name", tags=[{"name": "second name"}])
    await add_pet(client, name="Third name", tags=[{"name": "second name"}, {"name": "third name"}])

    page = await find_pets_by_tags(client, tags=["first name", "third name"])

    assert names_of(page) == ["First name", "Third name"]


@pytest.mark.parametrize("value", ["nobody", "", "%", "' OR 1=1 --"])
@pytest.mark.parametrize("parameter", ["tags"])
async def test_lists_nothing_where_nothing_matches(
    client: AsyncClient, value: str, parameter: str
) -> None:
    await add_pet(client, name="First name", tags=[{"name": "second name"}, {"name": "first name"}])

    page = await find_pets_by_tags(client, **{parameter: value})

    assert page == []
    assert names_of(await find_pets_by_tags(client)) == ["First name"]


@pytest.mark.parametrize(("parameter", "value"), [("tags", "nul\0")])
async def test_refuses_one_of_several_values_that_nothing_can_match(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get(
        "/pet/findByTags",
        params={parameter: value},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert_invalid(response, f"{parameter}.0")


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_PETSTORE_AUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/pet/findByTags", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize(
    "auth", [holding_petstore_auth("read:pets"), holding_petstore_auth("write:pets")]
)
async def test_needs_all_that_petstore_auth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    response = await client.get("/pet/findByTags", auth=auth)

    assert_refused(response, 403)


async def test_sends_as_many_statements_for_50_pets_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    async def make_another() -> None:
        await add_pet(client)

    await make_another()
    with counting_statements() as for_one:
        assert len(await find_pets_by_tags(client)) == 1

    for _ in range(49):
        await make_another()

    with counting_statements() as for_many:
        assert len(await find_pets_by_tags(client)) == 50

    assert len(for_many) == len(for_one)


async def test_answers_xml(client: AsyncClient) -> None:
    row = await add_pet(client)

    response = await client.get(
        "/pet/findByTags",
        headers={"Accept": "application/xml"},
        auth=holding_petstore_auth("write:pets", "read:pets"),
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = fromstring(response.content)
    assert document.tag == "pets"
    assert str(row["id"]) in [each.text for each in document.iter("id")]
