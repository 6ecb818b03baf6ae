import asyncio
from datetime import timedelta
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import Depends, Request
from fastapi.security import APIKeyHeader

from app import clock
from app.database import Session
from app.errors import UnauthorizedError
from app.settings import AppSettings, Settings
from app.users.models import User

ALGORITHM = "HS256"
SCHEME = "Token"


token_header = APIKeyHeader(
    name="Authorization",
    scheme_name="Token",
    description=(
        "`Token` and the token of a registration or a login: `Token xxxxxx.yyyyyyy.zzzzzz`"
    ),
    auto_error=False,
)


async def hash_password(settings: Settings, password: str) -> str:
    return await asyncio.to_thread(_hasher(settings).hash, password)


async def verify_password(settings: Settings, password_hash: str, password: str) -> bool:
    try:
        return await asyncio.to_thread(_hasher(settings).verify, password_hash, password)
    except VerifyMismatchError:
        return False


def _hasher(settings: Settings) -> PasswordHasher:
    return PasswordHasher(
        time_cost=settings.argon2_iterations, memory_cost=settings.argon2_memory_kib, parallelism=1
    )


def issue_token(settings: Settings, user: User) -> str:
    expires_at = clock.now() + timedelta(minutes=settings.token_lifetime_minutes)
    claims = {"sub": str(user.id), "exp": expires_at}
    return jwt.encode(claims, settings.secret_key.get_secret_value(), ALGORITHM)


def _read_token(settings: Settings, token: str) -> int:
    try:
        claims = jwt.decode(
            token,
            settings.secret_key.get_secret_value(),
            [ALGORITHM],
            # The library has a clock of its own; the expiry is judged by ours.
            options={"require": ["sub", "exp"], "verify_exp": False},
        )
    except jwt.InvalidTokenError as error:
        raise UnauthorizedError("the token is not valid") from error
    if claims["exp"] <= clock.now().timestamp():
        raise UnauthorizedError("the token has expired")
    return int(claims["sub"])


async def _authenticate(session: Session, settings: Settings, credential: str) -> User:
    scheme, _, token = credential.partition(" ")
    if scheme != SCHEME:
        raise UnauthorizedError("the token is not sent in the documented form")
    user = await session.get(User, _read_token(settings, token))
    if user is None:
        raise UnauthorizedError("the account is gone")
    return user


async def get_user(
    session: Session,
    settings: AppSettings,
    credential: Annotated[str | None, Depends(token_header)],
) -> User:
    if credential is None:
        raise UnauthorizedError("a token is needed")
    return await _authenticate(session, settings, credential)


async def get_optional_user(
    request: Request, session: Session, settings: AppSettings
) -> User | None:
    # Read from the request itself: as a parameter or as security it would be published as needed.
    credential = request.headers.get("Authorization")
    if credential is None:
        return None
    return await _authenticate(session, settings, credential)


CurrentUser = Annotated[User, Depends(get_user)]
OptionalUser = Annotated[User | None, Depends(get_optional_user)]
