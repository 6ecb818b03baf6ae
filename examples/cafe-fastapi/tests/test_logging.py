import json
import logging
from datetime import datetime, timedelta

import pytest
import structlog
from fastapi import FastAPI

from app.main import create_app


@pytest.mark.usefixtures("kept_log")
async def test_writes_one_json_object_for_each_event_of_its_level(
    app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(app.state.settings)

    structlog.stdlib.get_logger("shop").warning("worn", part="pump")
    structlog.stdlib.get_logger("shop").error("broken", part="pump")
    logging.getLogger("a.library").error("no %s", "water")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    times = [datetime.fromisoformat(line.pop("timestamp")) for line in lines]
    assert lines == [
        {"event": "broken", "level": "error", "logger": "shop", "part": "pump"},
        {"event": "no water", "level": "error", "logger": "a.library"},
    ]
    assert all(time.utcoffset() == timedelta(0) for time in times)


@pytest.mark.usefixtures("kept_log")
async def test_names_the_request_that_an_event_belongs_to(
    app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(app.state.settings)

    with structlog.contextvars.bound_contextvars(request_id="a request"):
        structlog.stdlib.get_logger("shop").error("broken")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line.get("request_id") for line in lines] == ["a request"]


@pytest.mark.usefixtures("kept_log")
async def test_tells_the_place_of_an_error(
    app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(app.state.settings)

    structlog.stdlib.get_logger("shop").error("broken", exc_info=RuntimeError("of the pump"))

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert ["RuntimeError: of the pump" in line.get("exception", "") for line in lines] == [True]


@pytest.mark.usefixtures("kept_log")
@pytest.mark.parametrize("server", ["uvicorn", "uvicorn.access"])
async def test_writes_what_the_server_tells(
    app: FastAPI, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    logger = logging.getLogger(server)
    monkeypatch.setattr(logger, "handlers", [logging.NullHandler()])
    monkeypatch.setattr(logger, "propagate", False)
    logger.setLevel(logging.DEBUG)

    create_app(app.state.settings.model_copy(update={"log_level": "INFO"}))

    logger.debug("in detail")
    logger.info("started")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["started"]


@pytest.mark.usefixtures("kept_log")
async def test_leaves_a_server_silent_that_was_silenced(
    app: FastAPI, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    silenced = logging.getLogger("uvicorn.access")
    monkeypatch.setattr(silenced, "propagate", False)

    create_app(app.state.settings.model_copy(update={"log_level": "INFO"}))

    silenced.info("GET /")
    structlog.stdlib.get_logger("shop").info("open")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["open"]
