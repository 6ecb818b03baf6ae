from httpx import AsyncClient

from app.main import create_app
from tests.api import assert_refused
from tests.conftest import UNREACHABLE_DATABASE_URL, client_of, settings_for


async def test_is_live(client: AsyncClient) -> None:
    response = await client.get("http://conduit.test/health/live")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_is_ready_while_the_database_answers(client: AsyncClient) -> None:
    response = await client.get("http://conduit.test/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_is_live_but_not_ready_without_a_database() -> None:
    app = create_app(settings_for(UNREACHABLE_DATABASE_URL))

    async with app.router.lifespan_context(app), client_of(app) as client:
        live = await client.get("http://conduit.test/health/live")
        ready = await client.get("http://conduit.test/health/ready")

    assert live.status_code == 200
    assert_refused(ready, 503, "the database does not answer")
