from collections.abc import Generator

from httpx import Auth, BasicAuth, Request, Response
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from app import clock
from app.access_keys.models import AccessKey
from app.access_keys.service import digest

# By security scheme; the holders are called holder-1, holder-2 and so on.
HELD_KEYS = {
    "MuseumPlaceholderAuth": "a key that only tests hold, 1",
}


class HeaderKey(Auth):
    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value

    def auth_flow(self, request: Request) -> Generator[Request, Response]:
        request.headers[self.name] = self.value
        yield request


def holding_museum_placeholder_auth() -> Auth:
    return BasicAuth("holder-1", HELD_KEYS["MuseumPlaceholderAuth"])


UNKNOWN_TO_MUSEUM_PLACEHOLDER_AUTH: tuple[Auth, ...] = (
    Auth(),
    BasicAuth("holder-1", "unknown"),
    BasicAuth("somebody else", HELD_KEYS["MuseumPlaceholderAuth"]),
    HeaderKey("Authorization", "Basic"),
    HeaderKey("Authorization", "Basic nonsense"),
)


async def hand_out_keys(connection: AsyncConnection) -> None:
    """Let an application know the keys that tests hold."""
    now = clock.now()
    await connection.execute(
        insert(AccessKey),
        [
            {"name": f"holder-{number}", "key_hash": digest(key), "created_at": now}
            for number, key in enumerate(HELD_KEYS.values(), 1)
        ],
    )
