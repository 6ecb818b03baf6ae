from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, WithJsonSchema

from app.menu_items.schemas import MenuItem
from app.schemas import (
    BigInt,
    Moment,
    Omittable,
    Omitted,
    Page,
    RequestModel,
    ResponseModel,
    Span,
    Text,
    Timestamp,
    published,
    refuse_beyond_int64,
    refuse_many,
    take_pairs_apart,
    whole_to_int,
)


class OrderTerms(RequestModel, extra="forbid"):
    id: Annotated[list[Text], Field(default_factory=list)]
    order_id: Annotated[list[Text], Field(default_factory=list)]
    customer_name: Annotated[list[Text], Field(default_factory=list)]
    status: Annotated[
        list[Literal["placed", "preparing", "completed", "canceled"]], Field(default_factory=list)
    ]
    created_at: Span | None = None
    updated_at: Span | None = None


class OrderFilters(Page):
    search: Annotated[
        Omittable[Text],
        Field(
            description=(
                "Performs a case-insensitive text search across relevant fields in the "
                "collection.\n\n**Fields searched depend on the endpoint:**\n- **Menu "
                "items:** `name`, `photoTextDescription`\n- **Orders:** `customerName`, "
                "`id`\n\nReturns items where any of the searchable fields contain the "
                "search term as a substring."
            )
        ),
    ] = None
    filter: Annotated[
        OrderTerms | None,
        BeforeValidator(take_pairs_apart),
        WithJsonSchema({"type": "string"}),
        Field(
            description=(
                "Filters the collection items using space-separated `field:value` pairs.\n"
                "\n**Format:** `field1:value1 field2:value2`\n\n**Supported operators:**\n- "
                "`field:value` - exact match\n- `field:value1,value2` - match any of the "
                "comma-separated values (OR)\n- Time ranges: use `30d` (30 days), `7d` (7 "
                "days), `1h` (1 hour), etc.\n\n**Examples:**\n- `status:placed` - filter by "
                "single status\n- `status:placed,completed` - filter by multiple statuses\n"
                "- `createdAt:30d` - filter orders created in the last 30 days\n- "
                "`orderId:ord_01h1s5z6vf2mm1mz3hevnn9va7` - filter by specific order ID\n"
                "- `status:placed createdAt:7d` - combine multiple filters"
            )
        ),
    ] = None
    sort: Annotated[
        Omittable[
            Annotated[
                Literal[
                    "id",
                    "-id",
                    "customerName",
                    "-customerName",
                    "status",
                    "-status",
                    "createdAt",
                    "-createdAt",
                    "updatedAt",
                    "-updatedAt",
                ],
                WithJsonSchema({"type": "string"}),
            ]
        ],
        Field(
            description=(
                "To sort by id in descending order use `-id`.\nTo sort by id in ascending "
                "order use `id`."
            )
        ),
    ] = None


class OrderItemTerms(RequestModel, extra="forbid"):
    order_id: Annotated[list[Text], Field(default_factory=list)]
    menu_item_id: Annotated[list[Text], Field(default_factory=list)]
    quantity: Annotated[list[BigInt], Field(default_factory=list)]
    discount: Annotated[list[BigInt], Field(default_factory=list)]
    comment: Annotated[list[Text], Field(default_factory=list)]


class OrderItemFilters(RequestModel):
    filter: Annotated[
        OrderItemTerms,
        BeforeValidator(take_pairs_apart),
        WithJsonSchema({"type": "string"}),
        Field(
            description=(
                "Filters the collection items using space-separated `field:value` pairs.\n"
                "\n**Format:** `field1:value1 field2:value2`\n\n**Supported operators:**\n- "
                "`field:value` - exact match\n- `field:value1,value2` - match any of the "
                "comma-separated values (OR)\n- Time ranges: use `30d` (30 days), `7d` (7 "
                "days), `1h` (1 hour), etc.\n\n**Examples:**\n- `status:placed` - filter by "
                "single status\n- `status:placed,completed` - filter by multiple statuses\n"
                "- `createdAt:30d` - filter orders created in the last 30 days\n- "
                "`orderId:ord_01h1s5z6vf2mm1mz3hevnn9va7` - filter by specific order ID\n"
                "- `status:placed createdAt:7d` - combine multiple filters"
            )
        ),
    ]


class RevenueStatisticsFilters(RequestModel):
    start_date: Annotated[
        Omittable[Moment],
        Field(
            description=(
                "Start date for the revenue calculation period (ISO 8601 datetime "
                "format).\nDefaults to 30 days ago if not provided.\n"
            )
        ),
    ] = None
    end_date: Annotated[
        Omittable[Moment],
        Field(
            description=(
                "End date for the revenue calculation period (ISO 8601 datetime format).\n"
                "Defaults to current time if not provided.\n"
            )
        ),
    ] = None


class OrderOrderItemBody(RequestModel):
    menu_item_id: Annotated[Text, published(format="ulid")]
    quantity: Annotated[
        StrictInt, Field(ge=1), BeforeValidator(whole_to_int), AfterValidator(refuse_beyond_int64)
    ]
    discount: Annotated[
        StrictInt, Field(ge=0), BeforeValidator(whole_to_int), AfterValidator(refuse_beyond_int64)
    ] = 0
    comment: Omittable[Annotated[Text, Field(max_length=500)]] = None


class OrderBody(RequestModel):
    customer_name: Annotated[
        Text, Field(min_length=1, max_length=100, pattern="^[A-Za-z]+(?:[\\s'-][A-Za-z]+)*$")
    ]
    order_items: Annotated[
        list[OrderOrderItemBody], Field(min_length=1), AfterValidator(refuse_many)
    ]


class UpdateOrderBody(RequestModel):
    status: Literal["placed", "preparing", "completed", "canceled"]


class OrderOrderItemValue(ResponseModel):
    menu_item_id: Annotated[str, published(format="ulid")]
    quantity: Annotated[int, published(minimum=1)]
    discount: Annotated[int, published(minimum=0)]
    comment: Omitted[Annotated[str, published(maxLength=500)]] = None


class Order(ResponseModel):
    id: Annotated[str, published(format="ulid", pattern="^ord_[0-9abcdefghjkmnpqrstvwxyz]{26}$")]
    object_: Annotated[Literal["order"], Field(alias="object")]
    customer_name: Annotated[
        str, published(minLength=1, maxLength=100, pattern="^[A-Za-z]+(?:[\\s'-][A-Za-z]+)*$")
    ]
    status: Literal["placed", "preparing", "completed", "canceled"]
    total_price: Annotated[int, published(minimum=0)]
    created_at: Timestamp
    updated_at: Timestamp
    order_items: Annotated[list[OrderOrderItemValue], published(minItems=1)]


class OrderListPage(ResponseModel):
    end_cursor: str | None
    start_cursor: str | None
    has_next_page: bool
    has_prev_page: bool
    limit: int
    total: int


class OrderListResponse(ResponseModel):
    object_: Annotated[Literal["list"], Field(alias="object")]
    page: OrderListPage
    items: list[Order]


class OrderItem(ResponseModel):
    menu_item: MenuItem
    quantity: Annotated[int, published(minimum=1)]
    discount: Annotated[int, published(minimum=0)]
    comment: Omitted[Annotated[str, published(maxLength=500)]] = None


class RevenueStatistics(ResponseModel):
    revenue: Annotated[float, published(format="float", minimum=0)]
    average_order_amount: Annotated[float, published(format="float", minimum=0)]
    total_orders: Annotated[int, published(minimum=0)]
    placed_orders: Annotated[int, published(minimum=0)]
    preparing_orders: Annotated[int, published(minimum=0)]
    completed_orders: Annotated[int, published(minimum=0)]
    canceled_orders: Annotated[int, published(minimum=0)]
    start_date: Timestamp
    end_date: Timestamp
