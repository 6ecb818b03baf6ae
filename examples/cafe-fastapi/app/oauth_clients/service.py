import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.access_keys.service import digest
from app.oauth_clients.models import OauthClient
from app.oauth_clients.schemas import RegisterOAuth2ClientBody

# What a client may have, and what it has that asks for nothing.
SCOPES: tuple[str, ...] = ("menu:read", "menu:write", "orders:read", "orders:write", "revenue:read")
DEFAULT_SCOPES: tuple[str, ...] = ("menu:read", "menu:write", "orders:read", "orders:write")
GRANT_TYPES: tuple[str, ...] = ("authorization_code", "client_credentials")
DEFAULT_GRANT_TYPES: tuple[str, ...] = ("authorization_code", "client_credentials")


@dataclass(frozen=True, slots=True)
class Registered:
    """A client with what is known of it now and never again."""

    client: OauthClient
    secret: str
    configuration_token: str


class TokenError(Exception):
    """No token is issued, for a reason that RFC 6749 has a word for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def register_o_auth2_client(
    session: AsyncSession, details: RegisterOAuth2ClientBody
) -> Registered:
    secret = secrets.token_urlsafe(32)
    configuration_token = secrets.token_urlsafe(32)
    client = OauthClient(
        client_id=secrets.token_hex(16),
        secret_hash=digest(secret),
        configuration_token_hash=digest(configuration_token),
        granted_scopes=choose(SCOPES, DEFAULT_SCOPES, details.scopes),
        granted_types=choose(GRANT_TYPES, DEFAULT_GRANT_TYPES, details.grant_types),
        name=details.name,
        redirect_uris=details.redirect_uris or [],
        issued_at=clock.now(),
    )
    session.add(client)
    await session.flush()
    return Registered(client, secret, configuration_token)


def choose(
    known: tuple[str, ...], usual: tuple[str, ...], asked: Collection[str] | None
) -> list[str]:
    """Take what there is of what is asked for, and what is usual where nothing is."""
    return [*usual] if asked is None else [each for each in known if each in asked]


async def find_client(session: AsyncSession, client_id: str, secret: str) -> OauthClient | None:
    """Find a client by its identifier, if it knows its secret."""
    if not client_id.isalnum():
        # None of ours, and not every database can be asked for any text.
        return None
    statement = select(OauthClient).where(OauthClient.client_id == client_id)
    client: OauthClient | None = await session.scalar(statement)
    if client is None or not secrets.compare_digest(client.secret_hash, digest(secret)):
        return None
    return client


def grant_scopes(client: OauthClient, request: Mapping[str, str]) -> list[str]:
    grant_type = request.get("grant_type")
    if grant_type is None:
        raise TokenError("invalid_request")
    if grant_type != "client_credentials":
        # Nobody signs in here who could agree to anything.
        raise TokenError("unsupported_grant_type")
    if grant_type not in client.granted_types:
        raise TokenError("unauthorized_client")
    wanted = request.get("scope", "").split() or client.granted_scopes
    if not set(wanted) <= set(client.granted_scopes):
        raise TokenError("invalid_scope")
    return [*dict.fromkeys(wanted)]
