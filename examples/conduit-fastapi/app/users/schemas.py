from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.schemas import (
    IndexedText,
    Omittable,
    RequestModel,
    ResponseModel,
    Text,
    refuse_blank,
    refuse_long,
)


def refuse_unaddressable(value: str) -> str:
    if "/" in value or value in {".", ".."}:
        raise PydanticCustomError("unaddressable", "must be usable as one segment of a path")
    return value


# What differs in case only is the same address. Some letters become two when lower-cased, so the
# length is checked afterwards.
Email = Annotated[Text, AfterValidator(str.lower), AfterValidator(refuse_long)]
FilledEmail = Annotated[Email, AfterValidator(refuse_blank)]


FilledPassword = Annotated[Text, AfterValidator(refuse_blank)]


Username = Annotated[
    IndexedText, AfterValidator(refuse_blank), AfterValidator(refuse_unaddressable)
]


class LoginUser(RequestModel):
    email: Email
    password: Annotated[Text, Field(json_schema_extra={"format": "password"})]


class LoginUserRequest(RequestModel):
    user: LoginUser


class NewUser(RequestModel):
    username: Username
    email: FilledEmail
    password: Annotated[FilledPassword, Field(json_schema_extra={"format": "password"})]


class NewUserRequest(RequestModel):
    user: NewUser


class UpdateUser(RequestModel):
    email: Omittable[FilledEmail] = None
    password: Omittable[FilledPassword] = None
    username: Omittable[Username] = None
    bio: Omittable[Text] = None
    image: Omittable[Text] = None

    @model_validator(mode="after")
    def refuse_empty(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("empty", "at least one field is required")
        return self


class UpdateUserRequest(RequestModel):
    user: UpdateUser


class User(ResponseModel):
    email: str
    token: str
    username: str
    bio: str
    image: str


class UserResponse(ResponseModel):
    user: User
