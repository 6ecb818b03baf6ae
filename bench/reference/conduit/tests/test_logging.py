import json
import logging
from typing import Never

import pytest

from app import clock
from app.main import create_app
from tests.api import Json
from tests.conftest import client_of, running_app, settings_for


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the handlers of these tests, which write to a captured stream, from all others."""
    monkeypatch.setattr(logging.root, "handlers", [])


def logged(capsys: pytest.CaptureFixture[str]) -> list[Json]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


async def test_writes_an_unexpected_error_as_one_line(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Never:
        message = "what went wrong"
        raise RuntimeError(message)

    monkeypatch.setattr(clock, "now", fail)
    async with running_app(database_url) as app, client_of(app) as client:
        credentials = {"email": "jane@example.com", "password": "secret"}
        await client.post(
            "/users/login", json={"user": credentials}, headers={"X-Request-ID": "wanted"}
        )

    [line] = logged(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert "RuntimeError: what went wrong" in line.pop("exception")
    assert line == {
        "event": "unexpected error",
        "level": "error",
        "logger": "app.errors",
        "method": "POST",
        "path": "/api/users/login",
        "request_id": "wanted",
    }


@pytest.mark.parametrize("name", ["uvicorn.error", "uvicorn.access"])
def test_writes_what_the_server_logs_once(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    for server_logger in (logging.getLogger("uvicorn"), logging.getLogger("uvicorn.access")):
        monkeypatch.setattr(server_logger, "handlers", [logging.StreamHandler()])
        monkeypatch.setattr(server_logger, "propagate", False)
    create_app(settings_for(database_url))

    logging.getLogger(name).error("started on port %d", 8000)

    [line] = logged(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "started on port 8000", "level": "error", "logger": name}


def test_leaves_out_what_is_below_the_level(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(settings_for(database_url))

    logging.getLogger("uvicorn.error").warning("below")
    logging.getLogger("uvicorn.error").error("at the level")

    assert [line["event"] for line in logged(capsys)] == ["at the level"]
