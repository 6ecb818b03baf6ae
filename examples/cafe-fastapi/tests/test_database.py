from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from starlette.types import Message, Receive, Scope, Send

from tests.api import form, list_menu_items
from tests.conftest import client_of
from tests.credentials import holding_o_auth2
from tests.factories import MenuItemBodyFactory


async def test_commits_before_the_answer_leaves(committing_app: FastAPI) -> None:
    found: list[object] = []

    async with client_of(committing_app) as other_client:
        found.append(len((await list_menu_items(other_client))["items"]))

        async def answering(scope: Scope, receive: Receive, send: Send) -> None:
            async def look_and_send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    found.append(len((await list_menu_items(other_client))["items"]))
                await send(message)

            await committing_app(scope, receive, look_and_send)

        async with AsyncClient(
            transport=ASGITransport(answering), base_url=other_client.base_url
        ) as client:
            await client.post(
                "/menu", files=form(MenuItemBodyFactory.build()), auth=holding_o_auth2("menu:write")
            )

    assert found == [0, 1]
