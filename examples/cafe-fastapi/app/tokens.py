from collections.abc import Collection, Iterable
from datetime import timedelta

import jwt

from app import clock
from app.errors import ForbiddenError, UnauthorizedError
from app.settings import Settings

ALGORITHM = "HS256"
NAME = "Redocly Cafe"


def issue_token(settings: Settings, client_id: str, scopes: Iterable[str]) -> str:
    now = clock.now()
    claims = {
        "iss": NAME,
        "aud": NAME,
        "sub": client_id,
        "iat": now,
        "exp": now + timedelta(minutes=settings.client_token_lifetime_minutes),
        "scope": " ".join(scopes),
    }
    return jwt.encode(claims, settings.client_token_key.get_secret_value(), ALGORITHM)


def check_token(settings: Settings, token: str | None, *alternatives: Collection[str]) -> None:
    """Refuse a token that is not valid, or that was granted too little."""
    if token is None:
        raise UnauthorizedError("a token is needed")
    granted = _read_scopes(settings, token)
    if not any(granted.issuperset(scopes) for scopes in alternatives):
        raise ForbiddenError("the token was not granted what this needs")


def _read_scopes(settings: Settings, token: str) -> frozenset[str]:
    try:
        claims = jwt.decode(
            token,
            settings.client_token_key.get_secret_value(),
            [ALGORITHM],
            issuer=NAME,
            audience=NAME,
            # The library has a clock of its own; the times are judged by ours.
            options={"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_iat": False},
        )
    except jwt.InvalidTokenError as error:
        raise UnauthorizedError("the token is not valid") from error
    if claims["exp"] <= clock.now().timestamp():
        raise UnauthorizedError("the token has expired")
    return frozenset(str(claims.get("scope", "")).split())
