import asyncio

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from starlette.types import Message, Receive, Scope, Send

from tests.api import publish, read_article, register
from tests.conftest import client_of, running_app
from tests.factories import NewUserFactory


async def test_commits_before_the_answer_leaves(committing_app: FastAPI) -> None:
    user = NewUserFactory.build()
    found: list[object] = []

    async with client_of(committing_app) as other_client:

        async def answering(scope: Scope, receive: Receive, send: Send) -> None:
            async def look_and_send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    response = await other_client.get(f"/profiles/{user['username']}")
                    found.append(response.json())
                await send(message)

            await committing_app(scope, receive, look_and_send)

        async with AsyncClient(transport=ASGITransport(answering)) as client:
            await client.post("http://conduit.test/api/users", json={"user": user})

    profile = {"username": user["username"], "bio": "", "image": "", "following": False}
    assert found == [{"profile": profile}]


async def test_lets_requests_that_read_and_then_write_wait_for_each_other(
    committing_client: AsyncClient,
) -> None:
    author = await register(committing_client)
    slug = (await publish(committing_client, author))["slug"]
    bodies = [str(number) for number in range(10)]

    responses = await asyncio.gather(
        *(
            committing_client.put(
                f"/articles/{slug}", json={"article": {"body": body}}, headers=author.headers
            )
            for body in bodies
        )
    )

    assert [response.status_code for response in responses] == [200] * 10
    assert sorted(response.json()["article"]["body"] for response in responses) == bodies
    assert (await read_article(committing_client, slug))["body"] in bodies


async def test_keeps_what_it_stored_when_it_starts_again(database_url: str) -> None:
    async with running_app(database_url) as app, client_of(app) as client:
        article = await publish(client, await register(client), title="Kept")

    async with running_app(database_url) as app, client_of(app) as client:
        stored = await read_article(client, "kept")

    assert stored == {**article, "title": "Kept"}
