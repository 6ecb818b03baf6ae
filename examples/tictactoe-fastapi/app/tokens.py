import asyncio
from collections.abc import Collection
from functools import lru_cache

import jwt

from app import clock
from app.errors import ForbiddenError, UnauthorizedError
from app.settings import Settings

# Signatures with a public key: whoever can verify a token must not be able to make one.
ALGORITHMS = ["ES256", "ES384", "EdDSA", "PS256", "RS256"]


async def check_token(
    settings: Settings, token: str | None, *alternatives: Collection[str], unscoped: bool = False
) -> None:
    """Refuse a token that is not valid, or that was granted too little."""
    if token is None:
        raise UnauthorizedError("a token is needed")
    granted = await _read_scopes(settings, token)
    if not any(granted.issuperset(scopes) for scopes in alternatives) and not (
        unscoped and not granted
    ):
        raise ForbiddenError("the token was not granted what this needs")


async def _read_scopes(settings: Settings, token: str) -> frozenset[str]:
    try:
        claims = jwt.decode(
            token,
            await _find_key(settings.token_key_set, token),
            ALGORITHMS,
            issuer=settings.token_issuer,
            audience=settings.token_audience,
            # The library has a clock of its own; the expiry is judged by ours.
            options={"require": ["exp", "iss", "aud"], "verify_exp": False},
        )
    except (jwt.InvalidTokenError, KeyError) as error:
        raise UnauthorizedError("the token is not valid") from error
    if claims["exp"] <= clock.now().timestamp():
        raise UnauthorizedError("the token has expired")
    return frozenset(str(claims.get("scope", "")).split())


async def _find_key(key_set: str, token: str) -> jwt.PyJWK:
    """Find the key that a token names: in the settings, or with the issuer."""
    key_id: str = jwt.get_unverified_header(token).get("kid", "")
    if not key_set.startswith(("http:", "https:")):
        return jwt.PyJWKSet.from_json(key_set)[key_id]
    client = _client_of(key_set)
    try:
        return await asyncio.to_thread(client.get_signing_key, key_id)
    except jwt.PyJWKClientConnectionError:
        # That is no fault of the token: whoever sent it may come again.
        raise
    except jwt.PyJWKClientError as error:
        raise KeyError(key_id) from error


@lru_cache
def _client_of(url: str) -> jwt.PyJWKClient:
    return jwt.PyJWKClient(url, timeout=5)
