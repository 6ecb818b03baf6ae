from collections.abc import Generator

from httpx import Auth, Request, Response
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from app import clock
from app.access_keys.models import AccessKey
from app.access_keys.service import digest
from tests.issuer import Issuer

# By security scheme; the holders are called holder-1, holder-2 and so on.
HELD_KEYS = {
    "ApiKey": "a key that only tests hold, 1",
}


ISSUER = Issuer.with_new_key()


class HeaderKey(Auth):
    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value

    def auth_flow(self, request: Request) -> Generator[Request, Response]:
        request.headers[self.name] = self.value
        yield request


def holding_o_auth2(*scopes: str) -> Auth:
    return HeaderKey("Authorization", f"Bearer {ISSUER.issue(*scopes)}")


def holding_api_key() -> Auth:
    return HeaderKey("X-API-Key", HELD_KEYS["ApiKey"])


UNKNOWN_TO_O_AUTH2: tuple[Auth, ...] = (
    Auth(),
    HeaderKey("Authorization", "Bearer"),
    HeaderKey("Authorization", "Bearer nonsense"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(lifetime_minutes=-1)}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(iss='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(aud='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {Issuer.with_new_key().issue()}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue_unsigned()}"),
)


UNKNOWN_TO_API_KEY: tuple[Auth, ...] = (
    Auth(),
    HeaderKey("X-API-Key", "unknown"),
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
