import pytest
from httpx import AsyncClient, Auth

from tests.api import (
    assert_invalid,
    assert_refused,
    assert_unauthorized,
    create_order,
    customer_names_of,
    delete_order,
    ids_of,
    list_orders,
)
from tests.conftest import Counting, SetClock
from tests.credentials import UNKNOWN_TO_O_AUTH2, holding_o_auth2


@pytest.mark.usefixtures("set_clock")
async def test_answers_orders_as_they_are(client: AsyncClient) -> None:
    order_row = await create_order(client, customer_name="d")

    response = await client.get("/orders", auth=holding_o_auth2("orders:read"))

    assert response.status_code == 200
    rows = response.json()["items"]
    assert len(rows) == 1
    [answered] = rows
    assert answered.pop("id") == order_row["id"]
    assert answered.pop("totalPrice") == order_row["totalPrice"]
    assert answered == {
        "object": "order",
        "customerName": "d",
        "status": "placed",
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "orderItems": order_row["orderItems"],
    }
    assert response.json()["page"]["total"] == 1


async def test_is_empty_where_there_are_no_orders(client: AsyncClient) -> None:
    assert (await list_orders(client))["items"] == []

    await create_order(client, customer_name="d")
    page = await list_orders(client)

    assert customer_names_of(page["items"]) == ["d"]
    assert page["page"]["total"] == 1


async def test_lists_the_newest_first(client: AsyncClient, set_clock: SetClock) -> None:
    await create_order(client, customer_name="d")
    set_clock.advance(minutes=2)
    await create_order(client, customer_name="e")
    set_clock.advance(minutes=-3)
    await create_order(client, customer_name="f")

    page = await list_orders(client)

    assert customer_names_of(page["items"]) == ["e", "d", "f"]


@pytest.mark.usefixtures("set_clock")
async def test_lists_orders_of_one_moment_by_id(client: AsyncClient) -> None:
    for value in ["d", "e", "f", "g", "h", "i"]:
        await create_order(client, customer_name=value)

    page = await list_orders(client)

    keys = ids_of(page["items"])
    assert len(keys) == 6
    assert keys == sorted(keys, key=str, reverse=True)


@pytest.mark.parametrize(("parameter", "value"), [("search", "nul\0")])
async def test_refuses_a_filter_that_nothing_can_match(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get(
        "/orders", params={parameter: value}, auth=holding_o_auth2("orders:read")
    )

    assert_invalid(response, parameter)


async def test_finds_those_whose_id_or_order_id_is_asked_for(client: AsyncClient) -> None:
    one = await create_order(client, customer_name="d")
    await create_order(client, customer_name="e")
    other = await create_order(client, customer_name="f")

    pages = [
        await list_orders(client, filter=f"id:{one['id']}"),
        await list_orders(client, filter=f"orderId:{one['id']}"),
    ]
    assert [customer_names_of(page["items"]) for page in pages] == [["d"], ["d"]]

    page = await list_orders(client, filter=f"id:{one['id']},{other['id']}")
    assert sorted(customer_names_of(page["items"]), key=str) == ["d", "f"]


async def test_finds_those_whose_created_at_is_no_longer_ago_than_asked(
    client: AsyncClient, set_clock: SetClock
) -> None:
    await create_order(client, customer_name="d")
    set_clock.advance(days=1)
    await create_order(client, customer_name="e")
    set_clock.advance(days=1)
    await create_order(client, customer_name="f")

    pages = [
        await list_orders(client, filter="createdAt:1d"),
        await list_orders(client, filter="createdAt:2d"),
    ]
    assert [customer_names_of(page["items"]) for page in pages] == [["f", "e"], ["f", "e", "d"]]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("nonsense", "filter"),
        (":", "filter"),
        ("id:", "filter"),
        ("no_such_field:1", "filter.no_such_field"),
        ("createdAt:yesterday", "filter.createdAt"),
        ("createdAt:99999999999d", "filter.createdAt"),
        ("status:no_such_value", "filter.status.0"),
    ],
)
async def test_refuses_conditions_that_it_does_not_know(
    client: AsyncClient, value: str, place: str
) -> None:
    response = await client.get(
        "/orders", params={"filter": value}, auth=holding_o_auth2("orders:read")
    )

    assert_invalid(response, place)


async def test_finds_by_search_a_part_of_a_text_that_it_looks_into(client: AsyncClient) -> None:
    await create_order(client, customer_name="Sewing Needle")
    await create_order(client, customer_name="Cotton Thread")

    page = await list_orders(client, search="nEEDLE")

    assert customer_names_of(page["items"]) == ["Sewing Needle"]
    assert page["page"]["total"] == 1
    assert customer_names_of((await list_orders(client, search="g_n"))["items"]) == []
    assert customer_names_of((await list_orders(client, search="g%n"))["items"]) == []


async def test_lists_the_first_orders_only(client: AsyncClient) -> None:
    for value in ["d", "e", "f", "g", "h"]:
        await create_order(client, customer_name=value)

    page = await list_orders(client, limit=2)

    assert customer_names_of(page["items"]) == ["h", "g"]
    assert page["page"]["total"] == 5


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("limit", "0"), ("limit", "-1"), ("limit", "many"), ("limit", "1.5"), ("limit", "101")],
)
async def test_refuses_a_page_that_cannot_be(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get(
        "/orders", params={parameter: value}, auth=holding_o_auth2("orders:read")
    )

    assert_invalid(response, parameter)


async def test_goes_on_after_the_last_row_of_a_page(client: AsyncClient) -> None:
    for value in ["d", "e", "f", "g", "h"]:
        await create_order(client, customer_name=value)

    first = await list_orders(client, limit=2)
    second = await list_orders(client, limit=2, after=first["page"]["endCursor"])
    third = await list_orders(client, limit=2, after=second["page"]["endCursor"])

    assert customer_names_of(first["items"]) == ["h", "g"]
    assert customer_names_of(second["items"]) == ["f", "e"]
    assert customer_names_of(third["items"]) == ["d"]
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
    for value in ["d", "e", "f", "g", "h"]:
        await create_order(client, customer_name=value)

    second = await list_orders(
        client, limit=2, after=(await list_orders(client, limit=2))["page"]["endCursor"]
    )
    third = await list_orders(client, limit=2, after=second["page"]["endCursor"])
    earlier = await list_orders(client, limit=2, before=third["page"]["startCursor"])
    first = await list_orders(client, limit=2, before=earlier["page"]["startCursor"])

    assert customer_names_of(earlier["items"]) == ["f", "e"]
    assert customer_names_of(first["items"]) == ["h", "g"]
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
    for value in ["d", "e", "f", "g", "h"]:
        await create_order(client, customer_name=value)

    first = await list_orders(client, limit=2)

    await create_order(client, customer_name="i")

    second = await list_orders(client, limit=2, after=first["page"]["endCursor"])

    assert customer_names_of(second["items"]) == ["f", "e"]


async def test_passes_over_none_of_the_orders_when_one_of_them_goes(client: AsyncClient) -> None:
    for value in ["d", "e", "f", "g", "h"]:
        await create_order(client, customer_name=value)

    first = await list_orders(client, limit=2)

    await delete_order(client, first["items"][-1]["id"])

    second = await list_orders(client, limit=2, after=first["page"]["endCursor"])

    assert customer_names_of(second["items"]) == ["f", "e"]


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
    response = await client.get(
        "/orders", params={parameter: value}, auth=holding_o_auth2("orders:read")
    )

    assert_invalid(response, parameter)


@pytest.mark.parametrize(
    ("value", "field", "reverse"),
    [
        ("id", "id", False),
        ("-id", "id", True),
        ("customerName", "customerName", False),
        ("-customerName", "customerName", True),
        ("status", "status", False),
        ("-status", "status", True),
        ("createdAt", "createdAt", False),
        ("-createdAt", "createdAt", True),
        ("updatedAt", "updatedAt", False),
        ("-updatedAt", "updatedAt", True),
    ],
)
async def test_sorts_by_what_is_asked_for(
    client: AsyncClient, set_clock: SetClock, value: str, field: str, reverse: bool
) -> None:
    await create_order(client, customer_name="e")
    set_clock.advance(minutes=1)
    await create_order(client, customer_name="f")
    set_clock.advance(minutes=1)
    await create_order(client, customer_name="d")
    set_clock.advance(minutes=1)

    page = await list_orders(client, sort=value)

    assert sorted(customer_names_of(page["items"]), key=str) == ["d", "e", "f"]
    keys = [row[field] for row in page["items"]]
    assert keys == sorted(keys, reverse=reverse)


@pytest.mark.parametrize(("parameter", "value"), [("sort", "no_such_field"), ("sort", "-")])
async def test_refuses_to_sort_by_what_is_not_there(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get(
        "/orders", params={parameter: value}, auth=holding_o_auth2("orders:read")
    )

    assert_invalid(response, parameter)


async def test_goes_on_in_the_order_that_is_asked_for(
    client: AsyncClient, set_clock: SetClock
) -> None:
    await create_order(client, customer_name="e")
    set_clock.advance(minutes=1)
    await create_order(client, customer_name="f")
    set_clock.advance(minutes=1)
    await create_order(client, customer_name="d")
    set_clock.advance(minutes=1)

    first = await list_orders(client, sort="customerName", limit=1)
    second = await list_orders(
        client, sort="customerName", limit=1, after=first["page"]["endCursor"]
    )

    assert [customer_names_of(first["items"]), customer_names_of(second["items"])] == [["d"], ["e"]]


async def test_refuses_a_cursor_of_another_order(client: AsyncClient, set_clock: SetClock) -> None:
    await create_order(client, customer_name="e")
    set_clock.advance(minutes=1)
    await create_order(client, customer_name="f")
    set_clock.advance(minutes=1)
    await create_order(client, customer_name="d")
    set_clock.advance(minutes=1)
    first = await list_orders(client, sort="customerName", limit=1)

    response = await client.get(
        "/orders",
        params={"sort": "-customerName", "after": first["page"]["endCursor"]},
        auth=holding_o_auth2("orders:read"),
    )

    assert_invalid(response, "after")


async def test_tells_of_each_page_what_belongs_to_it(client: AsyncClient) -> None:
    for _ in range(5):
        await create_order(client, customer_name="d")

    pages = [
        await list_orders(client, limit=2),
        await list_orders(client, limit=5),
        await list_orders(client, limit=6),
    ]

    assert [page["object"] for page in pages] == ["list", "list", "list"]
    assert [page["page"]["hasNextPage"] for page in pages] == [True, False, False]
    assert [page["page"]["hasPrevPage"] for page in pages] == [False, False, False]
    assert [page["page"]["limit"] for page in pages] == [2, 5, 6]
    assert [page["page"]["total"] for page in pages] == [5, 5, 5]


async def test_tells_that_there_is_nothing_where_there_is_nothing(client: AsyncClient) -> None:
    page = await list_orders(client)

    assert page["object"] == "list"
    assert page["page"]["hasNextPage"] is False
    assert page["page"]["hasPrevPage"] is False
    assert page["page"]["limit"] == 10
    assert page["page"]["total"] == 0


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_O_AUTH2])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/orders", auth=auth)

    assert_unauthorized(response)


@pytest.mark.parametrize("auth", [holding_o_auth2("not-orders:read")])
async def test_needs_all_that_o_auth2_can_grant_for_it(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/orders", auth=auth)

    assert_refused(response, 403)


async def test_lists_10_orders_unless_asked(client: AsyncClient) -> None:
    for _ in range(11):
        await create_order(client, customer_name="d")

    page = await list_orders(client)

    assert len(page["items"]) == 10
    assert page["page"]["total"] == 11


async def test_sends_as_many_statements_for_50_orders_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    async def make_another() -> None:
        await create_order(client)

    await make_another()
    with counting_statements() as for_one:
        assert len((await list_orders(client, limit=50))["items"]) == 1

    for _ in range(49):
        await make_another()

    with counting_statements() as for_many:
        assert len((await list_orders(client, limit=50))["items"]) == 50

    assert len(for_many) == len(for_one)
