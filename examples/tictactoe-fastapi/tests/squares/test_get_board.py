import pytest
from httpx import AsyncClient, Auth

from tests.api import assert_refused, assert_unauthorized, get_board, put_square
from tests.conftest import Counting
from tests.credentials import (
    UNKNOWN_TO_APP2_APP_OAUTH,
    UNKNOWN_TO_DEFAULT_API_KEY,
    holding_app2_app_oauth,
    holding_default_api_key,
)


async def test_shows_every_square_empty_that_nobody_has_written(client: AsyncClient) -> None:
    response = await client.get("/board", auth=holding_default_api_key())

    assert response.status_code == 200
    assert response.json() == {
        "winner": ".",
        "board": [[".", ".", "."], [".", ".", "."], [".", ".", "."]],
    }


async def test_shows_each_square_where_it_was_written(client: AsyncClient) -> None:
    await put_square(client, 1, 2, "X")
    await put_square(client, 3, 1, "O")

    shown = await get_board(client)

    assert shown == {"winner": ".", "board": [[".", "X", "."], [".", ".", "."], ["O", ".", "."]]}


async def test_sends_as_many_statements_for_several_squares_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    await put_square(client, 1, 2, "X")

    with counting_statements() as one:
        await get_board(client)

    await put_square(client, 3, 1, "O")

    with counting_statements() as several:
        await get_board(client)

    assert len(several) == len(one)


@pytest.mark.parametrize("auth", [*UNKNOWN_TO_DEFAULT_API_KEY, *UNKNOWN_TO_APP2_APP_OAUTH])
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/board", auth=auth)

    assert_unauthorized(response)


async def test_lets_in_whoever_holds_app2_app_oauth(client: AsyncClient) -> None:
    response = await client.get("/board", auth=holding_app2_app_oauth("board:read"))

    assert response.status_code == 200


@pytest.mark.parametrize("auth", [holding_app2_app_oauth("not-board:read")])
async def test_needs_all_that_app2_app_oauth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    response = await client.get("/board", auth=auth)

    assert_refused(response, 403)
