import asyncio
from datetime import timedelta
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import Depends, Request
from fastapi.security import APIKeyHeader
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.database import Session
from app.errors import UnauthorizedError
from app.settings import AppSettings, Settings
from app.users.models import User

ALGORITHM = "HS256"
SCHEME = "Token"

token_header = APIKeyHeader(
    name="Authorization",
    scheme_name=SCHEME,
    description="`Token` and the token of a registration or a login: `Token xxxxxx.yyyyyyy.zzzzzz`",
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
        raise UnauthorizedError from error
    if claims["exp"] <= clock.now().timestamp():
        raise UnauthorizedError
    return int(claims["sub"])


async def _authenticate(session: AsyncSession, settings: Settings, authorization: str) -> User:
    scheme, _, token = authorization.partition(" ")
    if scheme != SCHEME:
        raise UnauthorizedError
    user = await session.get(User, _read_token(settings, token))
    if user is None:
        raise UnauthorizedError
    return user


async def get_current_user(
    session: Session,
    settings: AppSettings,
    authorization: Annotated[str | None, Depends(token_header)],
) -> User:
    if authorization is None:
        raise UnauthorizedError
    return await _authenticate(session, settings, authorization)


async def get_optional_user(
    request: Request, session: Session, settings: AppSettings
) -> User | None:
    # Read from the request itself: as a parameter or as security it would be published as needed.
    authorization = request.headers.get("Authorization")
    if authorization is None:
        return None
    return await _authenticate(session, settings, authorization)


CurrentUser = Annotated[User, Depends(get_current_user)]
OptionalUser = Annotated[User | None, Depends(get_optional_user)]
