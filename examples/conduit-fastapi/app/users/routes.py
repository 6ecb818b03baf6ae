from fastapi import APIRouter, status

from app.database import Session
from app.errors import error_responses
from app.security import CurrentUser, issue_token
from app.settings import AppSettings, Settings
from app.users import models, service
from app.users.schemas import (
    LoginUserRequest,
    NewUserRequest,
    UpdateUserRequest,
    User,
    UserResponse,
)

router = APIRouter(tags=["User and Authentication"])


@router.post(
    "/users/login",
    operation_id="Login",
    summary="Existing user login",
    description="Login for existing user",
    responses=error_responses(401, 422, 429),
)
async def login(request: LoginUserRequest, session: Session, settings: AppSettings) -> UserResponse:
    user = await service.login(session, settings, request.user)
    return _with_token(settings, user)


@router.post(
    "/users",
    operation_id="CreateUser",
    description="Register a new user",
    status_code=status.HTTP_201_CREATED,
    responses=error_responses(422),
)
async def create_user(
    request: NewUserRequest, session: Session, settings: AppSettings
) -> UserResponse:
    user = await service.create_user(session, settings, request.user)
    return _with_token(settings, user)


@router.get(
    "/user",
    operation_id="GetCurrentUser",
    summary="Get current user",
    description="Gets the currently logged-in user",
    responses=error_responses(401, 422),
)
async def get_current_user(current_user: CurrentUser, settings: AppSettings) -> UserResponse:
    return _with_token(settings, current_user)


@router.put(
    "/user",
    operation_id="UpdateCurrentUser",
    summary="Update current user",
    description="Updated user information for current user",
    responses=error_responses(401, 422),
)
async def update_current_user(
    request: UpdateUserRequest, current_user: CurrentUser, session: Session, settings: AppSettings
) -> UserResponse:
    user = await service.update_current_user(session, settings, current_user, request.user)
    return _with_token(settings, user)


def _with_token(settings: Settings, user: models.User) -> UserResponse:
    return UserResponse(
        user=User(
            email=user.email,
            token=issue_token(settings, user),
            username=user.username,
            bio=user.bio,
            image=user.image,
        )
    )
