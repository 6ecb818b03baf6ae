import re

import pytest
from httpx import AsyncClient


async def test_gives_each_request_an_id(client: AsyncClient) -> None:
    ids = [(await client.get("/")).headers.get("X-Request-ID", "") for _ in range(2)]

    assert all(re.fullmatch("[0-9a-f]{32}", request_id) for request_id in ids)
    assert ids[0] != ids[1]


@pytest.mark.parametrize("request_id", ["a", "Az-9._", "x" * 64])
async def test_keeps_the_id_of_the_caller(client: AsyncClient, request_id: str) -> None:
    response = await client.get("/", headers={"X-Request-ID": request_id})

    assert response.headers.get("X-Request-ID") == request_id


@pytest.mark.parametrize("request_id", ["", "x" * 65, "a b", 'a"}', "a\tb", "ä"])
async def test_replaces_an_id_that_might_do_harm(client: AsyncClient, request_id: str) -> None:
    response = await client.get("/", headers={b"X-Request-ID": request_id.encode("latin-1")})

    assert re.fullmatch("[0-9a-f]{32}", response.headers.get("X-Request-ID", ""))
