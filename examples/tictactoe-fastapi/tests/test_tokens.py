import json
from collections.abc import Callable
from typing import Never

import jwt
import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.settings import get_settings
from tests.api import assert_refused, assert_unauthorized
from tests.credentials import ISSUER, holding_app2_app_oauth


def publish(
    app: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    fetch_data: Callable[[jwt.PyJWKClient], object],
) -> None:
    settings = app.state.settings.model_copy(update={"token_key_set": url})
    monkeypatch.setitem(app.dependency_overrides, get_settings, lambda: settings)
    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", fetch_data)


async def test_verifies_a_token_with_what_its_issuer_publishes(
    app: FastAPI, client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(app, monkeypatch, "https://issuer.example/own", lambda _: json.loads(ISSUER.key_set))

    response = await client.get("/board", auth=holding_app2_app_oauth("board:read"))

    assert response.status_code == 200


async def test_refuses_a_token_whose_key_its_issuer_does_not_publish(
    app: FastAPI, client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(
        app,
        monkeypatch,
        "https://issuer.example/others",
        lambda _: {"keys": [{"kty": "oct", "kid": "another", "k": "c2VjcmV0", "use": "sig"}]},
    )

    response = await client.get("/board", auth=holding_app2_app_oauth("board:read"))

    assert_unauthorized(response)


async def test_takes_no_token_for_wrong_while_its_issuer_is_out_of_reach(
    app: FastAPI, client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: jwt.PyJWKClient) -> Never:
        raise jwt.PyJWKClientConnectionError("no answer")

    publish(app, monkeypatch, "https://issuer.example/silent", fail)

    response = await client.get("/board", auth=holding_app2_app_oauth("board:read"))

    assert_refused(response, 500)
