from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer, OAuth2

from app.access_keys.service import find_holder
from app.database import Session
from app.settings import AppSettings
from app.tokens import check_token

default_api_key = APIKeyHeader(
    name="api-key",
    scheme_name="defaultApiKey",
    description="API key provided in console",
    auto_error=False,
)
bearer_http_authentication = HTTPBearer(
    bearerFormat="JWT",
    scheme_name="bearerHttpAuthentication",
    description="Bearer token using a JWT",
    auto_error=False,
)
app2_app_oauth = OAuth2(
    flows={
        "clientCredentials": {
            "tokenUrl": "https://learn.openapis.org/oauth/2.0/token",
            "scopes": {"board:read": "Read the board"},
        }
    },
    scheme_name="app2AppOauth",
    auto_error=False,
)
user2_app_oauth = OAuth2(
    flows={
        "authorizationCode": {
            "authorizationUrl": "https://learn.openapis.org/oauth/2.0/auth",
            "tokenUrl": "https://learn.openapis.org/oauth/2.0/token",
            "scopes": {"board:read": "Read the board", "board:write": "Write to the board"},
        }
    },
    scheme_name="user2AppOauth",
    auto_error=False,
)


async def require_default_api_key_or_app2_app_oauth_for_board_read(
    session: Session,
    settings: AppSettings,
    offered_default_api_key: Annotated[str | None, Depends(default_api_key)],
    offered_app2_app_oauth: Annotated[str | None, Security(app2_app_oauth, scopes=["board:read"])],
) -> None:
    if offered_default_api_key and await find_holder(session, offered_default_api_key):
        return
    await check_token(settings, _after("Bearer", offered_app2_app_oauth), ["board:read"])


async def require_bearer_http_authentication_or_user2_app_oauth_for_board_read(
    settings: AppSettings,
    offered_bearer_http_authentication: Annotated[
        HTTPAuthorizationCredentials | None, Depends(bearer_http_authentication)
    ],
    offered_user2_app_oauth: Annotated[
        str | None, Security(user2_app_oauth, scopes=["board:read"])
    ],
) -> None:
    await check_token(
        settings,
        (
            offered_bearer_http_authentication.credentials
            if offered_bearer_http_authentication
            else None
        )
        or _after("Bearer", offered_user2_app_oauth),
        ["board:read"],
        unscoped=True,
    )


async def require_bearer_http_authentication_or_user2_app_oauth_for_board_write(
    settings: AppSettings,
    offered_bearer_http_authentication: Annotated[
        HTTPAuthorizationCredentials | None, Depends(bearer_http_authentication)
    ],
    offered_user2_app_oauth: Annotated[
        str | None, Security(user2_app_oauth, scopes=["board:write"])
    ],
) -> None:
    await check_token(
        settings,
        (
            offered_bearer_http_authentication.credentials
            if offered_bearer_http_authentication
            else None
        )
        or _after("Bearer", offered_user2_app_oauth),
        ["board:write"],
        unscoped=True,
    )


def _after(word: str, header: str | None) -> str | None:
    scheme, _, credential = (header or "").partition(" ")
    return credential if scheme.lower() == word.lower() else None
