from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import APIKeyHeader, OAuth2, SecurityScopes

from app.access_keys.service import find_holder
from app.database import Session
from app.settings import AppSettings
from app.tokens import check_token

o_auth2 = OAuth2(
    flows={
        "authorizationCode": {
            "authorizationUrl": "https://api.cafe.redocly.com/oauth2/authorize",
            "tokenUrl": "https://api.cafe.redocly.com/oauth2/token",
            "scopes": {
                "menu:read": "Read access to menu items and images",
                "menu:write": "Write access to menu items (create, delete)",
                "orders:read": "Read access to orders",
                "orders:write": "Write access to orders (create, update, delete)",
                "revenue:read": "Read access to revenue statistics",
            },
        },
        "clientCredentials": {
            "tokenUrl": "https://api.cafe.redocly.com/oauth2/token",
            "scopes": {
                "menu:read": "Read access to menu items and images",
                "menu:write": "Write access to menu items (create, delete)",
                "orders:read": "Read access to orders",
                "orders:write": "Write access to orders (create, update, delete)",
                "revenue:read": "Read access to revenue statistics",
            },
        },
    },
    scheme_name="OAuth2",
    description="OAuth2 authorization for API access.",
    auto_error=False,
)
api_key = APIKeyHeader(
    name="X-API-Key",
    scheme_name="ApiKey",
    description="API key for internal operations.",
    auto_error=False,
)


async def require_o_auth2(
    settings: AppSettings,
    scopes: SecurityScopes,
    offered_o_auth2: Annotated[str | None, Depends(o_auth2)],
) -> None:
    check_token(settings, _after("Bearer", offered_o_auth2), scopes.scopes)


async def require_api_key_or_o_auth2_for_revenue_read(
    session: Session,
    settings: AppSettings,
    offered_api_key: Annotated[str | None, Depends(api_key)],
    offered_o_auth2: Annotated[str | None, Security(o_auth2, scopes=["revenue:read"])],
) -> None:
    if offered_api_key and await find_holder(session, offered_api_key):
        return
    check_token(settings, _after("Bearer", offered_o_auth2), ["revenue:read"])


def _after(word: str, header: str | None) -> str | None:
    scheme, _, credential = (header or "").partition(" ")
    return credential if scheme.lower() == word.lower() else None
