import pytest
from httpx import AsyncClient

from tests.api import assert_invalid, assert_refused, create_menu_item


async def test_answers_the_photo_of_the_menu_item_as_it_was_sent(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client, photo=b"\x89PNG\r\n\x1a\nfirst")
    other_menu_item = await create_menu_item(client, photo=b"\x89PNG\r\n\x1a\nsecond")

    response = await client.get(f"/menu-item-images/{menu_item['id']}")

    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.content == b"\x89PNG\r\n\x1a\nfirst"
    assert (
        await client.get(f"/menu-item-images/{other_menu_item['id']}")
    ).content == b"\x89PNG\r\n\x1a\nsecond"


async def test_is_where_the_menu_item_says(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client, photo=b"\x89PNG\r\n\x1a\nfirst")

    response = await client.get(menu_item["photoUrl"])

    assert response.content == b"\x89PNG\r\n\x1a\nfirst"


async def test_answers_the_words_about_it_where_those_are_wanted(client: AsyncClient) -> None:
    menu_item = await create_menu_item(
        client,
        photo=b"\x89PNG\r\n\x1a\nfirst",
        photo_text_description="First photo text description",
    )

    response = await client.get(
        f"/menu-item-images/{menu_item['id']}", headers={"Accept": "text/plain, image/png;q=0.5"}
    )

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["vary"] == "Accept"
    assert response.text == "First photo text description"
    assert (
        await client.get(
            f"/menu-item-images/{menu_item['id']}",
            headers={"Accept": "image/png, text/plain;q=0.5"},
        )
    ).content == b"\x89PNG\r\n\x1a\nfirst"
    assert (
        await client.get(f"/menu-item-images/{menu_item['id']}", headers={"Accept": "text/html"})
    ).content == b"\x89PNG\r\n\x1a\nfirst"


async def test_answers_nothing_where_there_are_no_words_about_it(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client, photo=b"\x89PNG\r\n\x1a\nfirst")

    response = await client.get(
        f"/menu-item-images/{menu_item['id']}", headers={"Accept": "text/plain"}
    )

    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text == ""


@pytest.mark.parametrize("size", ["thumbnail", "medium", "large"])
async def test_answers_it_as_it_was_sent_in_every_photo_size(
    client: AsyncClient, size: str
) -> None:
    menu_item = await create_menu_item(client, photo=b"\x89PNG\r\n\x1a\nfirst")

    response = await client.get(f"/menu-item-images/{menu_item['id']}", params={"photoSize": size})

    assert response.content == b"\x89PNG\r\n\x1a\nfirst"


async def test_refuses_a_photo_size_that_is_none(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client, photo=b"\x89PNG\r\n\x1a\nfirst")

    response = await client.get(
        f"/menu-item-images/{menu_item['id']}", params={"photoSize": "no such value"}
    )

    assert_invalid(response, "photoSize")


async def test_knows_no_photo_of_a_menu_item_without_one(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)

    response = await client.get(f"/menu-item-images/{menu_item['id']}")

    assert_refused(response, 404, "Photo not found")


async def test_knows_no_menu_item_of_another_id(client: AsyncClient) -> None:
    menu_item = await create_menu_item(client)

    response = await client.get(f"/menu-item-images/{menu_item['id']}x")

    assert_refused(response, 404, "Photo not found")


async def test_refuses_an_id_with_nul(client: AsyncClient) -> None:
    await create_menu_item(client)

    response = await client.get("/menu-item-images/nul%00")

    assert_invalid(response, "menuItemId")
