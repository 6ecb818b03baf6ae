from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from starlette.types import Message, Receive, Scope, Send

from tests.conftest import client_of
from tests.factories import NewUserFactory


async def test_commits_before_the_answer_leaves(committing_app: FastAPI) -> None:
    details = NewUserFactory.build()
    found: list[object] = []

    async with client_of(committing_app) as other_client:

        async def answering(scope: Scope, receive: Receive, send: Send) -> None:
            async def look_and_send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    response = await other_client.post(
                        "/users/login",
                        json={"user": {"email": details["email"], "password": details["password"]}},
                    )
                    assert response.status_code == 200
                    found.append(response.json()["user"]["email"])
                await send(message)

            await committing_app(scope, receive, look_and_send)

        async with AsyncClient(
            transport=ASGITransport(answering), base_url=other_client.base_url
        ) as client:
            await client.post("/users", json={"user": details})

    assert found == [details["email"]]
