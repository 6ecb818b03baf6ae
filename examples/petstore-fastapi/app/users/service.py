import math
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.database import insert, is_duplicate
from app.errors import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    TooManyRequestsError,
    WrongCredentialsError,
)
from app.security import hash_password, verify_password
from app.settings import Settings
from app.users.models import SignInFailures, User, UserSession
from app.users.queries import load_user
from app.users.schemas import LoginUserCredentials, UpdateUserBody, UserBody
from app.users.sessions import OpenSession, open_session


async def create_user(session: AsyncSession, settings: Settings, details: UserBody) -> User:
    user = User(
        username=details.username,
        first_name=details.first_name,
        last_name=details.last_name,
        email=details.email,
        password_hash=await hash_password(settings, details.password),
        phone=details.phone,
        user_status=details.user_status,
    )
    session.add(user)
    await _flush_unique(session)
    return user


async def create_users_with_list_input(
    session: AsyncSession, settings: Settings, details: Sequence[UserBody]
) -> User:
    users = [
        User(
            username=each.username,
            first_name=each.first_name,
            last_name=each.last_name,
            email=each.email,
            password_hash=await hash_password(settings, each.password),
            phone=each.phone,
            user_status=each.user_status,
        )
        for each in details
    ]
    session.add_all(users)
    await _flush_unique(session)
    return await load_user(session, users[0].id)


WRONG_CREDENTIALS = "wrong username or password"


async def login_user(
    session: AsyncSession, settings: Settings, credentials: LoginUserCredentials
) -> OpenSession:
    await _count_attempt(session, settings, credentials.username)
    user = await session.scalar(select(User).where(User.username == credentials.username))
    # The attempt counts before the password is looked at, so that guesses made at the same time
    # do not slip through, and it still counts when the answer is a refusal.
    await session.commit()
    if user is None:
        # As slow as a verification: the time taken must not tell who has an account.
        await hash_password(settings, credentials.password)
        raise WrongCredentialsError(WRONG_CREDENTIALS)
    if not await verify_password(settings, user.password_hash, credentials.password):
        raise WrongCredentialsError(WRONG_CREDENTIALS)
    await session.execute(delete(SignInFailures).where(SignInFailures.username == user.username))
    return await open_session(session, settings, user)


async def logout_user(session: AsyncSession, user_session: UserSession) -> None:
    await session.delete(user_session)


async def get_user_by_name(session: AsyncSession, username: str) -> User:
    user = await session.scalar(select(User).where(User.username == username))
    if user is None:
        raise NotFoundError("User not found")
    return user


async def update_user(
    session: AsyncSession, settings: Settings, username: str, editor: User, changes: UpdateUserBody
) -> None:
    user = await _hold_own_user(session, username, editor)
    if changes.username is not None:
        user.username = changes.username
    if changes.first_name is not None:
        user.first_name = changes.first_name
    if changes.last_name is not None:
        user.last_name = changes.last_name
    if changes.email is not None:
        user.email = changes.email
    if changes.password is not None:
        user.password_hash = await hash_password(settings, changes.password)
    if changes.phone is not None:
        user.phone = changes.phone
    if changes.user_status is not None:
        user.user_status = changes.user_status
    await _flush_unique(session)


async def delete_user(session: AsyncSession, username: str, editor: User) -> None:
    user = await _hold_own_user(session, username, editor)
    await session.delete(user)


async def _flush_unique(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        if is_duplicate(error, User.username):
            message = "username: is already taken"
            raise ConflictError(message) from error
        raise


async def _count_attempt(session: AsyncSession, settings: Settings, username: str) -> None:
    now = clock.now()
    window = timedelta(minutes=settings.sign_in_window_minutes)
    await session.execute(delete(SignInFailures).where(SignInFailures.started_at <= now - window))
    counted = await session.execute(
        insert(SignInFailures)
        .values(username=username, attempts=1, started_at=now)
        .on_conflict_do_update(
            index_elements=[SignInFailures.username],
            set_={SignInFailures.attempts: SignInFailures.attempts + 1},
        )
        .returning(SignInFailures.attempts, SignInFailures.started_at)
    )
    attempts, started_at = counted.one()
    if attempts > settings.sign_in_attempts:
        wait = started_at + window - now
        raise TooManyRequestsError(
            "too many failed sign-ins", retry_after=math.ceil(wait.total_seconds())
        )


async def _hold_own_user(session: AsyncSession, username: str, editor: User) -> User:
    user = await session.scalar(select(User).where(User.username == username))
    if user is None:
        raise NotFoundError("User not found")
    if user.id != editor.id:
        raise ForbiddenError("only the owner may change it")
    return user
