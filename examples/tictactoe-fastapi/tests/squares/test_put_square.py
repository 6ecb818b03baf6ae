import asyncio

import pytest
from httpx import AsyncClient, Auth

from tests.api import assert_invalid, assert_refused, assert_unauthorized, get_board, put_square
from tests.credentials import (
    UNKNOWN_TO_BEARER_HTTP_AUTHENTICATION,
    UNKNOWN_TO_USER2_APP_OAUTH,
    holding_bearer_http_authentication,
    holding_user2_app_oauth,
)


async def test_keeps_what_is_written_to_the_square_and_to_no_other(client: AsyncClient) -> None:
    await put_square(client, 1, 2, "X")

    assert await get_board(client) == {
        "winner": ".",
        "board": [[".", "X", "."], [".", ".", "."], [".", ".", "."]],
    }


async def test_answers_every_square_as_it_is_then(client: AsyncClient) -> None:
    await put_square(client, 1, 2, "X")

    shown = await put_square(client, 3, 1, "O")

    assert shown == {"winner": ".", "board": [[".", "X", "."], [".", ".", "."], ["O", ".", "."]]}


async def test_refuses_a_square_that_is_not_empty(client: AsyncClient) -> None:
    await put_square(client, 1, 2, "X")

    response = await client.put("/board/1/2", json="O", auth=holding_bearer_http_authentication())

    assert_refused(response, 400, "Square is not empty.")
    assert await get_board(client) == {
        "winner": ".",
        "board": [[".", "X", "."], [".", ".", "."], [".", ".", "."]],
    }


async def test_refuses_to_write_an_empty_square(client: AsyncClient) -> None:
    response = await client.put("/board/1/2", json=".", auth=holding_bearer_http_authentication())

    assert_invalid(response, "body", because="nvalid Mark (X or O).")


async def test_serves_one_of_several_that_come_together(committing_client: AsyncClient) -> None:
    responses = await asyncio.gather(
        *(
            committing_client.put("/board/1/2", json="X", auth=holding_bearer_http_authentication())
            for _ in range(3)
        )
    )

    assert sorted(response.status_code for response in responses) == [200, 400, 400]


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        (0, 2, "row"),
        (4, 2, "row"),
        ("99999999999999999999", 2, "row"),
        ("text", 2, "row"),
        (1, 0, "column"),
        (1, 4, "column"),
        (1, "99999999999999999999", "column"),
        (1, "text", "column"),
    ],
)
async def test_refuses_coordinates_that_are_none(
    client: AsyncClient, row: object, column: object, wrong: str
) -> None:
    response = await client.put(
        f"/board/{row}/{column}", json="X", auth=holding_bearer_http_authentication()
    )

    assert_invalid(response, wrong)


@pytest.mark.parametrize("value", [None, {}, "no such value", 987654, True, False, ["text"]])
async def test_refuses_what_is_no_such_value(client: AsyncClient, value: object) -> None:
    response = await client.put("/board/1/2", json=value, auth=holding_bearer_http_authentication())

    assert_invalid(response, "body")


async def test_refuses_a_body_that_is_no_json(client: AsyncClient) -> None:
    response = await client.put(
        "/board/1/2", content=b"{", auth=holding_bearer_http_authentication()
    )

    assert_invalid(response, "body")


async def test_refuses_to_go_without_a_body(client: AsyncClient) -> None:
    response = await client.put("/board/1/2", auth=holding_bearer_http_authentication())

    assert_invalid(response, "body")


@pytest.mark.parametrize(
    "auth", [*UNKNOWN_TO_BEARER_HTTP_AUTHENTICATION, *UNKNOWN_TO_USER2_APP_OAUTH]
)
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.put("/board/1/2", json="X", auth=auth)

    assert_unauthorized(response)


async def test_lets_in_whoever_holds_user2_app_oauth(client: AsyncClient) -> None:
    response = await client.put("/board/1/2", json="X", auth=holding_user2_app_oauth("board:write"))

    assert response.status_code == 200


@pytest.mark.parametrize("auth", [holding_user2_app_oauth("not-board:write")])
async def test_needs_all_that_user2_app_oauth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    response = await client.put("/board/1/2", json="X", auth=auth)

    assert_refused(response, 403)
