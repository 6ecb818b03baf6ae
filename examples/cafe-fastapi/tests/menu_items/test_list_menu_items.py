import pytest
from httpx import AsyncClient

from tests.api import (
    assert_invalid,
    create_menu_item,
    delete_menu_item,
    ids_of,
    list_menu_items,
    names_of,
)
from tests.conftest import Counting, SetClock


@pytest.mark.usefixtures("set_clock")
async def test_answers_menu_items_as_they_are(client: AsyncClient) -> None:
    menu_item = await create_menu_item(
        client,
        category="beverage",
        volume=4.5,
        contains_caffeine=True,
        name="First name",
        price=3,
        photo_text_description="First photo text description",
    )

    response = await client.get("/menu")

    assert response.status_code == 200
    rows = response.json()["items"]
    assert len(rows) == 1
    [answered] = rows
    assert answered.pop("id") == menu_item["id"]
    assert answered == {
        "category": "beverage",
        "volume": 4.5,
        "containsCaffeine": True,
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "object": "menuItem",
        "name": "First name",
        "price": 3,
        "photoTextDescription": "First photo text description",
    }
    assert response.json()["page"]["total"] == 1


async def test_is_empty_where_there_are_no_menu_items(client: AsyncClient) -> None:
    assert (await list_menu_items(client))["items"] == []

    await create_menu_item(client, name="First name")
    page = await list_menu_items(client)

    assert names_of(page["items"]) == ["First name"]
    assert page["page"]["total"] == 1


async def test_lists_the_newest_first(client: AsyncClient, set_clock: SetClock) -> None:
    await create_menu_item(client, name="First name")
    set_clock.advance(minutes=2)
    await create_menu_item(client, name="Second name")
    set_clock.advance(minutes=-3)
    await create_menu_item(client, name="Third name")

    page = await list_menu_items(client)

    assert names_of(page["items"]) == ["Second name", "First name", "Third name"]


@pytest.mark.usefixtures("set_clock")
async def test_lists_menu_items_of_one_moment_by_id(client: AsyncClient) -> None:
    for value in [
        "First name",
        "Second name",
        "Third name",
        "Fourth name",
        "Fifth name",
        "Sixth name",
    ]:
        await create_menu_item(client, name=value)

    page = await list_menu_items(client)

    keys = ids_of(page["items"])
    assert len(keys) == 6
    assert keys == sorted(keys, key=str, reverse=True)


async def test_filters_by_search(client: AsyncClient) -> None:
    await create_menu_item(client, name="First name", photo_text_description="A needle there")
    await create_menu_item(client, name="Second name", photo_text_description="Nothing there")
    await create_menu_item(client, name="Third name", photo_text_description="A needle there")

    page = await list_menu_items(client, search="NEEDLE")

    assert names_of(page["items"]) == ["Third name", "First name"]
    assert page["page"]["total"] == 2


@pytest.mark.parametrize(("parameter", "value"), [("search", "nul\0")])
async def test_refuses_a_filter_that_nothing_can_match(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get("/menu", params={parameter: value})

    assert_invalid(response, parameter)


async def test_finds_those_whose_contains_caffeine_is_asked_for(client: AsyncClient) -> None:
    await create_menu_item(client, name="First name", contains_caffeine=True)
    await create_menu_item(client, name="Second name", contains_caffeine=False)
    await create_menu_item(client, name="Third name", contains_caffeine=True)

    page = await list_menu_items(client, filter="containsCaffeine:true")

    assert names_of(page["items"]) == ["Third name", "First name"]
    assert page["page"]["total"] == 2

    page = await list_menu_items(client, filter="containsCaffeine:true,false")

    assert names_of(page["items"]) == ["Third name", "Second name", "First name"]
    assert page["page"]["total"] == 3


async def test_finds_those_whose_price_is_asked_for(client: AsyncClient) -> None:
    await create_menu_item(client, name="First name", price=3)
    await create_menu_item(client, name="Second name", price=4)
    await create_menu_item(client, name="Third name", price=3)

    page = await list_menu_items(client, filter="price:3")

    assert names_of(page["items"]) == ["Third name", "First name"]
    assert page["page"]["total"] == 2

    page = await list_menu_items(client, filter="price:3,4")

    assert names_of(page["items"]) == ["Third name", "Second name", "First name"]
    assert page["page"]["total"] == 3


async def test_finds_those_whose_photo_text_description_is_asked_for(client: AsyncClient) -> None:
    await create_menu_item(client, name="First name", photo_text_description="first")
    await create_menu_item(client, name="Second name", photo_text_description="other")
    await create_menu_item(client, name="Third name", photo_text_description="first")

    page = await list_menu_items(client, filter="photoTextDescription:first")

    assert names_of(page["items"]) == ["Third name", "First name"]
    assert page["page"]["total"] == 2

    page = await list_menu_items(client, filter="photoTextDescription:first,other")

    assert names_of(page["items"]) == ["Third name", "Second name", "First name"]
    assert page["page"]["total"] == 3


async def test_finds_those_whose_id_is_asked_for(client: AsyncClient) -> None:
    one = await create_menu_item(client, name="First name")
    await create_menu_item(client, name="Second name")
    other = await create_menu_item(client, name="Third name")

    pages = [await list_menu_items(client, filter=f"id:{one['id']}")]
    assert [names_of(page["items"]) for page in pages] == [["First name"]]

    page = await list_menu_items(client, filter=f"id:{one['id']},{other['id']}")
    assert sorted(names_of(page["items"]), key=str) == ["First name", "Third name"]


async def test_finds_those_whose_created_at_is_no_longer_ago_than_asked(
    client: AsyncClient, set_clock: SetClock
) -> None:
    await create_menu_item(client, name="First name", contains_caffeine=True)
    set_clock.advance(days=1)
    await create_menu_item(client, name="Second name", contains_caffeine=False)
    set_clock.advance(days=1)
    await create_menu_item(client, name="Third name", contains_caffeine=True)

    pages = [
        await list_menu_items(client, filter="createdAt:1d"),
        await list_menu_items(client, filter="createdAt:2d"),
    ]
    assert [names_of(page["items"]) for page in pages] == [
        ["Third name", "Second name"],
        ["Third name", "Second name", "First name"],
    ]

    page = await list_menu_items(client, filter="containsCaffeine:true createdAt:1d")
    assert names_of(page["items"]) == ["Third name"]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("nonsense", "filter"),
        (":", "filter"),
        ("containsCaffeine:", "filter"),
        ("no_such_field:1", "filter.no_such_field"),
        ("createdAt:yesterday", "filter.createdAt"),
        ("createdAt:99999999999d", "filter.createdAt"),
    ],
)
async def test_refuses_conditions_that_it_does_not_know(
    client: AsyncClient, value: str, place: str
) -> None:
    response = await client.get("/menu", params={"filter": value})

    assert_invalid(response, place)


async def test_finds_by_search_a_part_of_any_text_that_it_looks_into(client: AsyncClient) -> None:
    await create_menu_item(client, name="First name", photo_text_description="A Needle 0")
    await create_menu_item(client, name="Sixth name", photo_text_description="A 100% b_x")

    assert names_of((await list_menu_items(client, search="nEEDLE"))["items"]) == ["First name"]
    assert names_of((await list_menu_items(client, search="needle 0"))["items"]) == ["First name"]
    assert names_of((await list_menu_items(client, search="100% B_X"))["items"]) == ["Sixth name"]
    assert names_of((await list_menu_items(client, search="0%b"))["items"]) == []
    assert names_of((await list_menu_items(client, search="100_ b"))["items"]) == []
    assert names_of((await list_menu_items(client, search="%"))["items"]) == ["Sixth name"]


async def test_lists_the_first_menu_items_only(client: AsyncClient) -> None:
    for value in ["First name", "Second name", "Third name", "Fourth name", "Fifth name"]:
        await create_menu_item(client, name=value)

    page = await list_menu_items(client, limit=2)

    assert names_of(page["items"]) == ["Fifth name", "Fourth name"]
    assert page["page"]["total"] == 5


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("limit", "0"), ("limit", "-1"), ("limit", "many"), ("limit", "1.5"), ("limit", "101")],
)
async def test_refuses_a_page_that_cannot_be(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get("/menu", params={parameter: value})

    assert_invalid(response, parameter)


async def test_goes_on_after_the_last_row_of_a_page(client: AsyncClient) -> None:
    for value in ["First name", "Second name", "Third name", "Fourth name", "Fifth name"]:
        await create_menu_item(client, name=value)

    first = await list_menu_items(client, limit=2)
    second = await list_menu_items(client, limit=2, after=first["page"]["endCursor"])
    third = await list_menu_items(client, limit=2, after=second["page"]["endCursor"])

    assert names_of(first["items"]) == ["Fifth name", "Fourth name"]
    assert names_of(second["items"]) == ["Third name", "Second name"]
    assert names_of(third["items"]) == ["First name"]
    assert [
        first["page"]["hasNextPage"],
        second["page"]["hasNextPage"],
        third["page"]["hasNextPage"],
    ] == [True, True, False]
    assert [
        first["page"]["hasPrevPage"],
        second["page"]["hasPrevPage"],
        third["page"]["hasPrevPage"],
    ] == [False, True, True]


async def test_goes_back_before_the_first_row_of_a_page(client: AsyncClient) -> None:
    for value in ["First name", "Second name", "Third name", "Fourth name", "Fifth name"]:
        await create_menu_item(client, name=value)

    second = await list_menu_items(
        client, limit=2, after=(await list_menu_items(client, limit=2))["page"]["endCursor"]
    )
    third = await list_menu_items(client, limit=2, after=second["page"]["endCursor"])
    earlier = await list_menu_items(client, limit=2, before=third["page"]["startCursor"])
    first = await list_menu_items(client, limit=2, before=earlier["page"]["startCursor"])

    assert names_of(earlier["items"]) == ["Third name", "Second name"]
    assert names_of(first["items"]) == ["Fifth name", "Fourth name"]
    assert [
        first["page"]["hasNextPage"],
        earlier["page"]["hasNextPage"],
        third["page"]["hasNextPage"],
    ] == [True, True, False]
    assert [
        first["page"]["hasPrevPage"],
        earlier["page"]["hasPrevPage"],
        third["page"]["hasPrevPage"],
    ] == [False, True, True]


async def test_repeats_nothing_when_a_row_is_made_between_two_pages(client: AsyncClient) -> None:
    for value in ["First name", "Second name", "Third name", "Fourth name", "Fifth name"]:
        await create_menu_item(client, name=value)

    first = await list_menu_items(client, limit=2)

    await create_menu_item(client, name="Sixth name")

    second = await list_menu_items(client, limit=2, after=first["page"]["endCursor"])

    assert names_of(second["items"]) == ["Third name", "Second name"]


async def test_passes_over_none_of_the_menu_items_when_one_of_them_goes(
    client: AsyncClient,
) -> None:
    for value in ["First name", "Second name", "Third name", "Fourth name", "Fifth name"]:
        await create_menu_item(client, name=value)

    first = await list_menu_items(client, limit=2)

    await delete_menu_item(client, first["items"][-1]["id"])

    second = await list_menu_items(client, limit=2, after=first["page"]["endCursor"])

    assert names_of(second["items"]) == ["Third name", "Second name"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("after", "no cursor"),
        ("after", "bm8gY3Vyc29y"),
        ("after", "WyJvdGhlciIsIDFd"),
        ("after", "W10"),
        ("after", "ééé"),
        ("before", "no cursor"),
        ("before", "bm8gY3Vyc29y"),
        ("before", "WyJvdGhlciIsIDFd"),
        ("before", "W10"),
        ("before", "ééé"),
    ],
)
async def test_refuses_a_cursor_that_it_has_not_given(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get("/menu", params={parameter: value})

    assert_invalid(response, parameter)


@pytest.mark.parametrize(
    ("value", "field", "reverse"),
    [
        ("createdAt", "createdAt", False),
        ("-createdAt", "createdAt", True),
        ("updatedAt", "updatedAt", False),
        ("-updatedAt", "updatedAt", True),
        ("id", "id", False),
        ("-id", "id", True),
        ("name", "name", False),
        ("-name", "name", True),
        ("price", "price", False),
        ("-price", "price", True),
    ],
)
async def test_sorts_by_what_is_asked_for(
    client: AsyncClient, set_clock: SetClock, value: str, field: str, reverse: bool
) -> None:
    await create_menu_item(client, name="Second name", price=4)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="Third name", price=5)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="First name", price=3)
    set_clock.advance(minutes=1)

    page = await list_menu_items(client, sort=value)

    assert sorted(names_of(page["items"]), key=str) == ["First name", "Second name", "Third name"]
    keys = [row[field] for row in page["items"]]
    assert keys == sorted(keys, reverse=reverse)


async def test_sorts_those_that_are_alike_as_the_list_does_anyhow(
    client: AsyncClient, set_clock: SetClock
) -> None:
    await create_menu_item(client, name="First name", price=3)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="Second name", price=3)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="Third name", price=3)
    set_clock.advance(minutes=1)

    page = await list_menu_items(client, sort="price")

    assert names_of(page["items"]) == ["Third name", "Second name", "First name"]


@pytest.mark.parametrize(("parameter", "value"), [("sort", "no_such_field"), ("sort", "-")])
async def test_refuses_to_sort_by_what_is_not_there(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get("/menu", params={parameter: value})

    assert_invalid(response, parameter)


async def test_goes_on_in_the_order_that_is_asked_for(
    client: AsyncClient, set_clock: SetClock
) -> None:
    await create_menu_item(client, name="Second name", price=4)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="Third name", price=5)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="First name", price=3)
    set_clock.advance(minutes=1)

    first = await list_menu_items(client, sort="name", limit=1)
    second = await list_menu_items(client, sort="name", limit=1, after=first["page"]["endCursor"])

    assert [names_of(first["items"]), names_of(second["items"])] == [
        ["First name"],
        ["Second name"],
    ]


async def test_refuses_a_cursor_of_another_order(client: AsyncClient, set_clock: SetClock) -> None:
    await create_menu_item(client, name="Second name", price=4)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="Third name", price=5)
    set_clock.advance(minutes=1)
    await create_menu_item(client, name="First name", price=3)
    set_clock.advance(minutes=1)
    first = await list_menu_items(client, sort="name", limit=1)

    response = await client.get(
        "/menu", params={"sort": "-name", "after": first["page"]["endCursor"]}
    )

    assert_invalid(response, "after")


async def test_tells_of_each_page_what_belongs_to_it(client: AsyncClient) -> None:
    for number in range(5):
        await create_menu_item(client, name=f"number {number}")

    pages = [
        await list_menu_items(client, limit=2),
        await list_menu_items(client, limit=5),
        await list_menu_items(client, limit=6),
    ]

    assert [page["object"] for page in pages] == ["list", "list", "list"]
    assert [page["page"]["hasNextPage"] for page in pages] == [True, False, False]
    assert [page["page"]["hasPrevPage"] for page in pages] == [False, False, False]
    assert [page["page"]["limit"] for page in pages] == [2, 5, 6]
    assert [page["page"]["total"] for page in pages] == [5, 5, 5]


async def test_tells_that_there_is_nothing_where_there_is_nothing(client: AsyncClient) -> None:
    page = await list_menu_items(client)

    assert page["object"] == "list"
    assert page["page"]["hasNextPage"] is False
    assert page["page"]["hasPrevPage"] is False
    assert page["page"]["limit"] == 10
    assert page["page"]["total"] == 0


async def test_lists_10_menu_items_unless_asked(client: AsyncClient) -> None:
    for number in range(11):
        await create_menu_item(client, name=f"number {number}")

    page = await list_menu_items(client)

    assert len(page["items"]) == 10
    assert page["page"]["total"] == 11


async def test_sends_as_many_statements_for_50_menu_items_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    async def make_another() -> None:
        await create_menu_item(client)

    await make_another()
    with counting_statements() as for_one:
        assert len((await list_menu_items(client, limit=50))["items"]) == 1

    for _ in range(49):
        await make_another()

    with counting_statements() as for_many:
        assert len((await list_menu_items(client, limit=50))["items"]) == 50

    assert len(for_many) == len(for_one)
