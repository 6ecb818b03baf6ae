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
    "defaultApiKey": "a key that only tests hold, 1",
}


ISSUER = Issuer.with_new_key()


class HeaderKey(Auth):
    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value

    def auth_flow(self, request: Request) -> Generator[Request, Response]:
        request.headers[self.name] = self.value
        yield request


def holding_default_api_key() -> Auth:
    return HeaderKey("api-key", HELD_KEYS["defaultApiKey"])


def holding_bearer_http_authentication(*scopes: str) -> Auth:
    return HeaderKey("Authorization", f"Bearer {ISSUER.issue(*scopes)}")


def holding_app2_app_oauth(*scopes: str) -> Auth:
    return HeaderKey("Authorization", f"Bearer {ISSUER.issue(*scopes)}")


def holding_user2_app_oauth(*scopes: str) -> Auth:
    return HeaderKey("Authorization", f"Bearer {ISSUER.issue(*scopes)}")


UNKNOWN_TO_DEFAULT_API_KEY: tuple[Auth, ...] = (
    Auth(),
    HeaderKey("api-key", "unknown"),
)


UNKNOWN_TO_BEARER_HTTP_AUTHENTICATION: tuple[Auth, ...] = (
    Auth(),
    HeaderKey("Authorization", "Bearer"),
    HeaderKey("Authorization", "Bearer nonsense"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(lifetime_minutes=-1)}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(iss='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(aud='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {Issuer.with_new_key().issue()}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue_unsigned()}"),
)


UNKNOWN_TO_APP2_APP_OAUTH: tuple[Auth, ...] = (
    Auth(),
    HeaderKey("Authorization", "Bearer"),
    HeaderKey("Authorization", "Bearer nonsense"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(lifetime_minutes=-1)}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(iss='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(aud='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {Issuer.with_new_key().issue()}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue_unsigned()}"),
)


UNKNOWN_TO_USER2_APP_OAUTH: tuple[Auth, ...] = (
    Auth(),
    HeaderKey("Authorization", "Bearer"),
    HeaderKey("Authorization", "Bearer nonsense"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(lifetime_minutes=-1)}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(iss='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue(aud='https://other.example')}"),
    HeaderKey("Authorization", f"Bearer {Issuer.with_new_key().issue()}"),
    HeaderKey("Authorization", f"Bearer {ISSUER.issue_unsigned()}"),
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
