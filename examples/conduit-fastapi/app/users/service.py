import math
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app import clock
from app.database import insert, is_duplicate
from app.errors import InvalidError, TooManyRequestsError, UnauthorizedError
from app.security import hash_password, verify_password
from app.settings import Settings
from app.users.models import SignInFailures, User
from app.users.schemas import LoginUser, NewUser, UpdateUser

WRONG_CREDENTIALS = "wrong email or password"


async def login(session: AsyncSession, settings: Settings, credentials: LoginUser) -> User:
    await _count_attempt(session, settings, credentials.email)
    user = await session.scalar(select(User).where(User.email == credentials.email))
    # The attempt counts before the password is looked at, so that guesses made at the same time
    # do not slip through, and it still counts when the answer is a refusal.
    await session.commit()
    if user is None:
        # As slow as a verification: the time taken must not tell who has an account.
        await hash_password(settings, credentials.password)
        raise UnauthorizedError(WRONG_CREDENTIALS)
    if not await verify_password(settings, user.password_hash, credentials.password):
        raise UnauthorizedError(WRONG_CREDENTIALS)
    await session.execute(delete(SignInFailures).where(SignInFailures.email == user.email))
    return user


async def create_user(session: AsyncSession, settings: Settings, details: NewUser) -> User:
    user = User(
        username=details.username,
        email=details.email,
        password_hash=await hash_password(settings, details.password),
    )
    session.add(user)
    await _flush_unique(session)
    return user


async def update_current_user(
    session: AsyncSession, settings: Settings, user: User, changes: UpdateUser
) -> User:
    if changes.email is not None:
        user.email = changes.email
    if changes.password is not None:
        user.password_hash = await hash_password(settings, changes.password)
    if changes.username is not None:
        user.username = changes.username
    if changes.bio is not None:
        user.bio = changes.bio
    if changes.image is not None:
        user.image = changes.image
    await _flush_unique(session)
    return user


async def _count_attempt(session: AsyncSession, settings: Settings, email: str) -> None:
    now = clock.now()
    window = timedelta(minutes=settings.sign_in_window_minutes)
    await session.execute(delete(SignInFailures).where(SignInFailures.started_at <= now - window))
    counted = await session.execute(
        insert(SignInFailures)
        .values(email=email, attempts=1, started_at=now)
        .on_conflict_do_update(
            index_elements=[SignInFailures.email],
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


async def _flush_unique(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        for column in (User.email, User.username):
            if is_duplicate(error, column):
                message = f"user.{column.key}: is already taken"
                raise InvalidError(message) from error
        raise
