from typing import Never

import pytest
from httpx import AsyncClient
from structlog.testing import capture_logs

from app import clock
from tests.api import assert_refused
from tests.factories import NewUserFactory


@pytest.mark.parametrize("path", ["/nothing", "/tags/", "/articles/", "/articles//comments"])
async def test_answers_an_unknown_route(client: AsyncClient, path: str) -> None:
    assert_refused(await client.get(path), 404, "Not Found")


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/tags", "GET"),
        ("/users", "POST"),
        ("/profiles/jane/follow", "DELETE, POST"),
        ("/articles/any", "DELETE, GET, PUT"),
        ("/articles/feed", "GET"),
    ],
)
async def test_answers_a_wrong_method(client: AsyncClient, path: str, methods: str) -> None:
    response = await client.patch(path)

    assert_refused(response, 405, "Method Not Allowed")
    assert response.headers["Allow"] == methods


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "body: field required", id="nothing"),
        pytest.param(b"null", "body: field required", id="null"),
        pytest.param(
            b"[]",
            "body: input should be a valid dictionary or object to extract fields from",
            id="a list",
        ),
        pytest.param(b"{}", "user: field required", id="an empty object"),
        pytest.param(b'{"user"', "body: not valid JSON at character 7", id="half an object"),
        pytest.param(b"\xff\xfe\x00", "body: cannot be read", id="no text"),
        pytest.param(b"[" * 100_000, "body: cannot be read", id="nested deeply"),
        pytest.param(b"9" * 5_000, "body: cannot be read", id="a huge number"),
    ],
)
async def test_refuses_a_body_of_another_shape(
    client: AsyncClient, content: bytes, message: str
) -> None:
    assert_refused(await client.post("/users", content=content), 422, message)


@pytest.fixture
def broken_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Never:
        raise RuntimeError("a secret that nobody outside may learn")

    monkeypatch.setattr(clock, "now", fail)


@pytest.mark.usefixtures("broken_clock")
async def test_answers_an_unexpected_error_without_details(client: AsyncClient) -> None:
    response = await client.post(
        "/users", json={"user": NewUserFactory.build()}, headers={"X-Request-ID": "wanted"}
    )

    assert_refused(response, 500, "internal server error")
    assert response.headers["X-Request-ID"] == "wanted"


@pytest.mark.usefixtures("broken_clock")
async def test_logs_an_unexpected_error(client: AsyncClient) -> None:
    with capture_logs() as logged:
        await client.post("/users", json={"user": NewUserFactory.build()})

    assert len(logged) == 1
    [line] = logged
    assert isinstance(line.pop("exc_info"), RuntimeError)
    assert line == {
        "event": "unexpected error",
        "log_level": "error",
        "method": "POST",
        "path": "/api/users",
    }


@pytest.mark.usefixtures("broken_clock")
async def test_stores_nothing_of_a_request_that_fails(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = NewUserFactory.build()
    response = await client.post("/users", json={"user": user})
    assert response.status_code == 500
    monkeypatch.undo()

    response = await client.get(f"/profiles/{user['username']}")

    assert_refused(response, 404, "profile not found")
