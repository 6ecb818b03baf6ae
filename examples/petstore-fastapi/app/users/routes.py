from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import AfterValidator

from app import clock
from app.database import Session
from app.errors import error_responses
from app.media_types import FORM, XML, MediaTypeRoute, also_answered, also_taken
from app.schemas import Text, refuse_many, refuse_none, to_rfc3339
from app.security import CurrentUser, CurrentUserSession
from app.settings import AppSettings
from app.users import service
from app.users.schemas import LoginUserCredentials, UpdateUserBody, User, UserBody

router = APIRouter(tags=["user"], route_class=MediaTypeRoute)


@router.post(
    "/user",
    operation_id="createUser",
    summary="Create user.",
    description="This can only be done by the logged in user.",
    openapi_extra=also_taken(UserBody, XML, FORM),
    responses=error_responses(400, "default") | {200: also_answered(User, XML)},
)
async def create_user(request: UserBody, session: Session, settings: AppSettings) -> User:
    user = await service.create_user(session, settings, request)
    return User.model_validate(user)


@router.post(
    "/user/createWithList",
    operation_id="createUsersWithListInput",
    summary="Creates list of users with given input array.",
    description="Creates list of users with given input array.",
    responses=error_responses(400, "default") | {200: also_answered(User, XML)},
)
async def create_users_with_list_input(
    request: Annotated[list[UserBody], AfterValidator(refuse_many), AfterValidator(refuse_none)],
    session: Session,
    settings: AppSettings,
) -> User:
    user = await service.create_users_with_list_input(session, settings, request)
    return User.model_validate(user)


@router.get(
    "/user/login",
    operation_id="loginUser",
    summary="Logs user into the system.",
    description="Log into the system.",
    responses=error_responses(400, 429, "default")
    | {
        200: {
            "headers": {
                "X-Expires-After": {
                    "description": "date in UTC when token expires",
                    "schema": {"type": "string", "format": "date-time"},
                }
            }
        }
    },
)
async def login_user(
    request: Annotated[LoginUserCredentials, Query()],
    response: Response,
    session: Session,
    settings: AppSettings,
) -> str:
    opened = await service.login_user(session, settings, request)
    response.headers["X-Expires-After"] = to_rfc3339(
        clock.now() + timedelta(minutes=settings.token_lifetime_minutes)
    )
    return opened.token


@router.get(
    "/user/logout",
    operation_id="logoutUser",
    summary="Logs out current logged in user session.",
    description="Log user out of the system.",
    response_class=Response,
    responses=error_responses(401, "default"),
)
async def logout_user(current_user_session: CurrentUserSession, session: Session) -> None:
    await service.logout_user(session, current_user_session)


@router.get(
    "/user/{username}",
    operation_id="getUserByName",
    summary="Get user by user name.",
    description="Get user detail based on username.",
    responses=error_responses(400, 404, "default") | {200: also_answered(User, XML)},
)
async def get_user_by_name(
    username: Annotated[
        Text, Path(description="The name that needs to be fetched. Use user1 for testing")
    ],
    session: Session,
) -> User:
    user = await service.get_user_by_name(session, username)
    return User.model_validate(user)


@router.put(
    "/user/{username}",
    operation_id="updateUser",
    summary="Update user resource.",
    description="This can only be done by the logged in user.",
    response_class=Response,
    openapi_extra=also_taken(UpdateUserBody, XML, FORM),
    responses=error_responses(400, 401, 403, 404, "default"),
)
async def update_user(
    username: Annotated[Text, Path(description="name that need to be deleted")],
    request: UpdateUserBody,
    current_user: CurrentUser,
    session: Session,
    settings: AppSettings,
) -> None:
    await service.update_user(session, settings, username, current_user, request)


@router.delete(
    "/user/{username}",
    operation_id="deleteUser",
    summary="Delete user resource.",
    description="This can only be done by the logged in user.",
    response_class=Response,
    responses=error_responses(400, 401, 403, 404, "default"),
)
async def delete_user(
    username: Annotated[Text, Path(description="The name that needs to be deleted")],
    current_user: CurrentUser,
    session: Session,
) -> None:
    await service.delete_user(session, username, current_user)
