import pytest
from httpx import AsyncClient, Auth

from tests.api import assert_invalid, assert_refused, assert_unauthorized, get_square, put_square
from tests.credentials import (
    UNKNOWN_TO_BEARER_HTTP_AUTHENTICATION,
    UNKNOWN_TO_USER2_APP_OAUTH,
    holding_bearer_http_authentication,
    holding_user2_app_oauth,
)


async def test_shows_what_was_written_to_the_square(client: AsyncClient) -> None:
    await put_square(client, 1, 2, "X")
    await put_square(client, 3, 1, "O")

    assert await get_square(client, 1, 2) == "X"
    assert await get_square(client, 3, 1) == "O"
    assert await get_square(client, 2, 1) == "."


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
    response = await client.get(f"/board/{row}/{column}", auth=holding_bearer_http_authentication())

    assert_invalid(response, wrong)


@pytest.mark.parametrize(
    "auth", [*UNKNOWN_TO_BEARER_HTTP_AUTHENTICATION, *UNKNOWN_TO_USER2_APP_OAUTH]
)
async def test_needs_a_credential(client: AsyncClient, auth: Auth) -> None:
    response = await client.get("/board/1/2", auth=auth)

    assert_unauthorized(response)


async def test_lets_in_whoever_holds_user2_app_oauth(client: AsyncClient) -> None:
    response = await client.get("/board/1/2", auth=holding_user2_app_oauth("board:read"))

    assert response.status_code == 200


@pytest.mark.parametrize("auth", [holding_user2_app_oauth("not-board:read")])
async def test_needs_all_that_user2_app_oauth_can_grant_for_it(
    client: AsyncClient, auth: Auth
) -> None:
    response = await client.get("/board/1/2", auth=auth)

    assert_refused(response, 403)
