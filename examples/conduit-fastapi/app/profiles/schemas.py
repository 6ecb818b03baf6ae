from app.schemas import ResponseModel


class Profile(ResponseModel):
    username: str
    bio: str
    image: str
    following: bool


class ProfileResponse(ResponseModel):
    profile: Profile
