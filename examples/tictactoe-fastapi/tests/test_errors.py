from httpx import AsyncClient

from tests.api import assert_refused


async def test_answers_an_unknown_route(client: AsyncClient) -> None:
    response = await client.get("/no/such/route")

    assert_refused(response, 404)


async def test_answers_a_wrong_method(client: AsyncClient) -> None:
    response = await client.patch("/board")

    assert_refused(response, 405)
    assert response.headers["Allow"] == "GET"
