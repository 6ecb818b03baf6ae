import pytest
from httpx import AsyncClient

from tests.api import add_pet
from tests.credentials import holding_api_key


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json;q=0.5, application/xml", "application/xml"),
        ("application/xml;q=0.5, application/json", "application/json"),
        ("application/xml, */*;q=0.8", "application/xml"),
        ("application/xml;q=0", "application/json"),
        ("text/html", "application/json"),
    ],
)
async def test_answers_what_the_caller_would_rather_have(
    client: AsyncClient, accept: str, media_type: str
) -> None:
    pet = await add_pet(client)

    response = await client.get(
        f"/pet/{pet['id']}", headers={"Accept": accept}, auth=holding_api_key()
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Vary"] == "Accept"
