"""Request bodies that the API accepts, each different from the last."""

from typing import Any, ClassVar, Literal, NotRequired, TypedDict

from factory.base import Factory
from factory.declarations import LazyFunction, Sequence


class MenuItemBody(TypedDict):
    category: Literal["beverage"]
    volume: float
    containsCaffeine: bool
    name: str
    price: int
    photoTextDescription: NotRequired[str | None]
    photo: NotRequired[bytes]


class MenuItemBodyFactory(Factory[MenuItemBody]):
    class Meta:
        model = MenuItemBody
        rename: ClassVar[dict[str, str]] = {
            "contains_caffeine": "containsCaffeine",
            "photo_text_description": "photoTextDescription",
        }

    category = "beverage"
    volume = 4.5
    contains_caffeine = True
    name = Sequence(lambda number: f"Name {number}")
    price = 3


class OrderBody(TypedDict):
    customerName: str
    orderItems: list[dict[str, Any]]


class OrderBodyFactory(Factory[OrderBody]):
    class Meta:
        model = OrderBody
        rename: ClassVar[dict[str, str]] = {
            "customer_name": "customerName",
            "order_items": "orderItems",
        }

    customer_name = "d"
    order_items = LazyFunction(lambda: [{"menuItemId": "first menuItemId", "quantity": 4}])
