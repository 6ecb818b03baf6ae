from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.schemas import (
    IndexedText,
    Int32,
    Int64,
    Omittable,
    Omitted,
    RequestModel,
    ResponseModel,
    Text,
    publish_optional,
    published,
    refuse_blank,
)


def refuse_unaddressable(value: str) -> str:
    if "/" in value or value in {".", ".."}:
        raise PydanticCustomError("unaddressable", "must be usable as one segment of a path")
    return value


Username = Annotated[
    IndexedText, AfterValidator(refuse_blank), AfterValidator(refuse_unaddressable)
]


FilledPassword = Annotated[Text, AfterValidator(refuse_blank)]


class UserBody(RequestModel):
    model_config = ConfigDict(
        json_schema_extra=publish_optional("username", "password", xml={"name": "user"})
    )

    username: Username
    first_name: Omittable[Text] = None
    last_name: Omittable[Text] = None
    email: Omittable[Text] = None
    password: FilledPassword
    phone: Omittable[Text] = None
    user_status: Omittable[Int32] = None
    # May be sent, and is made here all the same.
    id: Omittable[Int64] = None


class LoginUserCredentials(RequestModel):
    username: Annotated[Username, Field(description="The user name for login")]
    password: Annotated[Text, Field(description="The password for login in clear text")]


class UpdateUserBody(RequestModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "user"}})

    username: Omittable[Username] = None
    first_name: Omittable[Text] = None
    last_name: Omittable[Text] = None
    email: Omittable[Text] = None
    password: Omittable[FilledPassword] = None
    phone: Omittable[Text] = None
    user_status: Omittable[Int32] = None
    # May be sent, and changes nothing.
    id: Omittable[Int64] = None


class User(ResponseModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "user"}})

    id: Annotated[int, published(format="int64")]
    username: str
    first_name: Omitted[str] = None
    last_name: Omitted[str] = None
    email: Omitted[str] = None
    phone: Omitted[str] = None
    user_status: Omitted[Annotated[int, published(format="int32")]] = None
