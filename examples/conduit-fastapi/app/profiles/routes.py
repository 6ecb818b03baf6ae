from typing import Annotated

from fastapi import APIRouter, Path

from app.database import Session
from app.errors import error_responses
from app.profiles import service
from app.profiles.schemas import Profile, ProfileResponse
from app.schemas import Text
from app.security import CurrentUser, OptionalUser

router = APIRouter(tags=["Profile"])


@router.get(
    "/profiles/{username}",
    operation_id="GetProfileByUsername",
    summary="Get a profile",
    description="Get a profile of a user of the system. Auth is optional",
    responses=error_responses(401, 404, 422),
)
async def get_profile_by_username(
    username: Annotated[Text, Path(description="Username of the profile to get")],
    viewer: OptionalUser,
    session: Session,
) -> ProfileResponse:
    user = await service.get_profile_by_username(session, username, viewer)
    return ProfileResponse(profile=Profile.model_validate(user))


@router.post(
    "/profiles/{username}/follow",
    operation_id="FollowUserByUsername",
    summary="Follow a user",
    description="Follow a user by username",
    responses=error_responses(401, 404, 422),
)
async def follow_user_by_username(
    username: Annotated[Text, Path(description="Username of the profile you want to follow")],
    current_user: CurrentUser,
    session: Session,
) -> ProfileResponse:
    user = await service.follow_user_by_username(session, username, current_user)
    return ProfileResponse(profile=Profile.model_validate(user))


@router.delete(
    "/profiles/{username}/follow",
    operation_id="UnfollowUserByUsername",
    summary="Unfollow a user",
    description="Unfollow a user by username",
    responses=error_responses(401, 404, 422),
)
async def unfollow_user_by_username(
    username: Annotated[Text, Path(description="Username of the profile you want to unfollow")],
    current_user: CurrentUser,
    session: Session,
) -> ProfileResponse:
    user = await service.unfollow_user_by_username(session, username, current_user)
    return ProfileResponse(profile=Profile.model_validate(user))
