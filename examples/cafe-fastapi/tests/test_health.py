import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.database import get_session
from tests.api import assert_refused

LIVE = "http://test/health/live"
READY = "http://test/health/ready"


async def test_is_live(client: AsyncClient) -> None:
    response = await client.get(LIVE)

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_is_ready_while_the_database_answers(client: AsyncClient) -> None:
    response = await client.get(READY)

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_is_live_but_not_ready_without_a_database(
    app: FastAPI, client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        async def execute(self, *_: object) -> None:
            raise OSError

    monkeypatch.setitem(app.dependency_overrides, get_session, Broken)

    live = await client.get(LIVE)
    ready = await client.get(READY)

    assert live.status_code == 200
    assert_refused(ready, 503)
