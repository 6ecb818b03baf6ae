import pytest
from httpx import AsyncClient

from tests.api import assert_refused


async def test_answers_an_unknown_route(client: AsyncClient) -> None:
    response = await client.get("/no/such/route")

    assert_refused(response, 404)


async def test_answers_a_wrong_method(client: AsyncClient) -> None:
    response = await client.patch("/pet")

    assert_refused(response, 405)
    assert response.headers["Allow"] == "POST, PUT"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"[" * 100_000, id="nested deeply"),
        pytest.param(b"9" * 5_000, id="a huge number"),
    ],
)
async def test_refuses_a_body_of_another_shape(client: AsyncClient, content: bytes) -> None:
    response = await client.post("/user", content=content)

    assert_refused(response, 400)
