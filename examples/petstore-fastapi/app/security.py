import asyncio
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import Depends, Security
from fastapi.security import APIKeyHeader, OAuth2, SecurityScopes

from app import clock
from app.access_keys.service import find_holder
from app.database import Session
from app.errors import UnauthorizedError
from app.settings import AppSettings, Settings
from app.tokens import check_token
from app.users.models import User, UserSession

ALGORITHM = "HS256"
SCHEME = "Bearer"


token_header = APIKeyHeader(
    name="Authorization",
    scheme_name="bearer",
    description=(
        "`Bearer` and the token of a registration or a login: `Bearer xxxxxx.yyyyyyy.zzzzzz`"
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


def issue_token(settings: Settings, user_session: UserSession) -> str:
    claims = {
        "sub": str(user_session.user_id),
        "sid": str(user_session.id),
        "exp": clock.now() + timedelta(minutes=settings.token_lifetime_minutes),
    }
    return jwt.encode(claims, settings.secret_key.get_secret_value(), ALGORITHM)


def _read_token(settings: Settings, token: str) -> UUID:
    try:
        claims = jwt.decode(
            token,
            settings.secret_key.get_secret_value(),
            [ALGORITHM],
            # The library has a clock of its own; the expiry is judged by ours.
            options={"require": ["sid", "exp"], "verify_exp": False},
        )
    except jwt.InvalidTokenError as error:
        raise UnauthorizedError("the token is not valid") from error
    if claims["exp"] <= clock.now().timestamp():
        raise UnauthorizedError("the token has expired")
    return UUID(claims["sid"])


async def _authenticate(session: Session, settings: Settings, credential: str) -> UserSession:
    scheme, _, token = credential.partition(" ")
    if scheme != SCHEME:
        raise UnauthorizedError("the token is not sent in the documented form")
    user_session = await session.get(UserSession, _read_token(settings, token))
    if user_session is None:
        raise UnauthorizedError("the session has ended")
    return user_session


async def get_user_session(
    session: Session,
    settings: AppSettings,
    credential: Annotated[str | None, Depends(token_header)],
) -> UserSession:
    if credential is None:
        raise UnauthorizedError("a token is needed")
    return await _authenticate(session, settings, credential)


CurrentUserSession = Annotated[UserSession, Depends(get_user_session)]


async def get_user(user_session: CurrentUserSession) -> User:
    return user_session.user


CurrentUser = Annotated[User, Depends(get_user)]


petstore_auth = OAuth2(
    flows={
        "implicit": {
            "authorizationUrl": "https://petstore3.swagger.io/oauth/authorize",
            "scopes": {"write:pets": "modify pets in your account", "read:pets": "read your pets"},
        }
    },
    scheme_name="petstore_auth",
    auto_error=False,
)
api_key = APIKeyHeader(name="api_key", scheme_name="api_key", auto_error=False)


async def require_petstore_auth(
    settings: AppSettings,
    scopes: SecurityScopes,
    offered_petstore_auth: Annotated[str | None, Depends(petstore_auth)],
) -> None:
    await check_token(settings, _after("Bearer", offered_petstore_auth), scopes.scopes)


async def require_api_key_or_petstore_auth_for_write_pets_read_pets(
    session: Session,
    settings: AppSettings,
    offered_api_key: Annotated[str | None, Depends(api_key)],
    offered_petstore_auth: Annotated[
        str | None, Security(petstore_auth, scopes=["write:pets", "read:pets"])
    ],
) -> None:
    if offered_api_key and await find_holder(session, offered_api_key):
        return
    await check_token(
        settings, _after("Bearer", offered_petstore_auth), ["write:pets", "read:pets"]
    )


async def require_api_key(
    session: Session, offered_api_key: Annotated[str | None, Depends(api_key)]
) -> None:
    if not (offered_api_key and await find_holder(session, offered_api_key)):
        raise UnauthorizedError("a key that is known here is needed")


def _after(word: str, header: str | None) -> str | None:
    scheme, _, credential = (header or "").partition(" ")
    return credential if scheme.lower() == word.lower() else None
