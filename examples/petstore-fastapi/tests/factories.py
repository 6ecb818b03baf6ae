"""Request bodies that the API accepts, each different from the last."""

from typing import Any, ClassVar, Literal, NotRequired, TypedDict

from factory.base import Factory
from factory.declarations import Sequence


class UserBody(TypedDict):
    username: str
    firstName: NotRequired[str]
    lastName: NotRequired[str]
    email: NotRequired[str]
    password: str
    phone: NotRequired[str]
    userStatus: NotRequired[int]


class UserBodyFactory(Factory[UserBody]):
    class Meta:
        model = UserBody
        rename: ClassVar[dict[str, str]] = {
            "first_name": "firstName",
            "last_name": "lastName",
            "user_status": "userStatus",
        }

    username = Sequence(lambda number: f"user{number}")
    password = Sequence(lambda number: f"Password {number}")


class AddPetBody(TypedDict):
    name: str
    category: NotRequired[Any]
    photoUrls: list[str]
    tags: NotRequired[list[dict[str, Any]]]
    status: NotRequired[Literal["available", "pending", "sold"]]


class AddPetBodyFactory(Factory[AddPetBody]):
    class Meta:
        model = AddPetBody
        rename: ClassVar[dict[str, str]] = {"photo_urls": "photoUrls"}

    name = Sequence(lambda number: f"Name {number}")
    photo_urls = Sequence(lambda number: [f"photo url {number}"])


class OrderBody(TypedDict):
    petId: NotRequired[int]
    quantity: NotRequired[int]
    shipDate: NotRequired[str]
    status: NotRequired[Literal["placed", "approved", "delivered"]]
    complete: NotRequired[bool]


class OrderBodyFactory(Factory[OrderBody]):
    class Meta:
        model = OrderBody
        rename: ClassVar[dict[str, str]] = {"pet_id": "petId", "ship_date": "shipDate"}
