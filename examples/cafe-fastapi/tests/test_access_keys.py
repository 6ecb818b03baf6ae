import asyncio

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.access_keys.__main__ import main
from tests.api import assert_unauthorized
from tests.credentials import HeaderKey, holding_api_key


async def run_command(app: FastAPI, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr("app.access_keys.__main__.Settings", lambda: app.state.settings)
    # It has an event loop of its own.
    await asyncio.to_thread(main, arguments)


async def test_a_key_opens_from_being_minted_until_it_is_revoked(
    committing_app: FastAPI,
    committing_client: AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await run_command(committing_app, monkeypatch, "mint", "till")
    key = capsys.readouterr().out.strip()

    opened = await committing_client.get("/revenue", auth=HeaderKey("X-API-Key", key))

    assert opened.status_code == 200

    await run_command(committing_app, monkeypatch, "revoke", "till")

    closed = await committing_client.get("/revenue", auth=HeaderKey("X-API-Key", key))

    assert_unauthorized(closed)


async def test_keeps_the_key_of_a_name_that_is_taken(
    committing_app: FastAPI,
    committing_client: AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await run_command(committing_app, monkeypatch, "mint", "till")
    key = capsys.readouterr().out.strip()

    with pytest.raises(SystemExit, match="till holds a key already"):
        await run_command(committing_app, monkeypatch, "mint", "till")

    response = await committing_client.get("/revenue", auth=HeaderKey("X-API-Key", key))

    assert response.status_code == 200


async def test_revokes_no_key_but_that_of_the_name(
    committing_app: FastAPI, committing_client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="nobody holds a key as till"):
        await run_command(committing_app, monkeypatch, "revoke", "till")

    response = await committing_client.get("/revenue", auth=holding_api_key())

    assert response.status_code == 200
