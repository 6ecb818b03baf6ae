import asyncio
import json
from importlib.util import find_spec
from pathlib import Path
from runpy import run_module

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from tests.api import get_museum_hours
from tests.factories import MuseumDailyHourRowFactory


async def run_load(app: FastAPI, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    assert find_spec("app.load")
    monkeypatch.setattr("app.settings.Settings", lambda: app.state.settings)
    monkeypatch.setattr("sys.argv", ["app.load", *arguments])
    # It has an event loop of its own.
    await asyncio.to_thread(run_module, "app.load", run_name="__main__")


async def test_loads_museum_daily_hours(
    committing_app: FastAPI,
    committing_client: AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    file = tmp_path / "rows.json"
    file.write_text(
        json.dumps([MuseumDailyHourRowFactory.build(), MuseumDailyHourRowFactory.build()])
    )

    await run_load(committing_app, monkeypatch, "museum_daily_hours", str(file))

    assert len(await get_museum_hours(committing_client, startDate="0001-01-01")) == 2


async def test_loads_no_museum_daily_hours_where_one_is_wrong(
    committing_app: FastAPI,
    committing_client: AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([MuseumDailyHourRowFactory.build(), {}]))

    with pytest.raises(SystemExit, match="nothing is loaded"):
        await run_load(committing_app, monkeypatch, "museum_daily_hours", str(file))

    assert await get_museum_hours(committing_client, startDate="0001-01-01") == []
