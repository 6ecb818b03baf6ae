from typing import Annotated, Literal

from pydantic import ConfigDict, StrictBool

from app.schemas import (
    Int32,
    Int64,
    Moment,
    Omittable,
    Omitted,
    RequestModel,
    ResponseModel,
    Timestamp,
    published,
)


class OrderBody(RequestModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "order"}})

    pet_id: Omittable[Int64] = None
    quantity: Omittable[Int32] = None
    ship_date: Omittable[Moment] = None
    status: Omittable[Literal["placed", "approved", "delivered"]] = None
    complete: Omittable[StrictBool] = None
    # May be sent, and is made here all the same.
    id: Omittable[Int64] = None


class Order(ResponseModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "order"}})

    id: Annotated[int, published(format="int64")]
    pet_id: Omitted[Annotated[int, published(format="int64")]] = None
    quantity: Omitted[Annotated[int, published(format="int32")]] = None
    ship_date: Omitted[Timestamp] = None
    status: Omitted[Literal["placed", "approved", "delivered"]] = None
    complete: Omitted[bool] = None
