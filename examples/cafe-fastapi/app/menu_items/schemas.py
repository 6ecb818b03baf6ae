from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    RootModel,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)

from app.addresses import Address
from app.files import SentContent
from app.forms import read_file, read_scalar
from app.schemas import (
    BigInt,
    Number,
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
    take_pairs_apart,
    told_apart_by,
    whole_to_int,
)


class MenuItemTerms(RequestModel, extra="forbid"):
    category: Annotated[list[Literal["beverage", "dessert"]], Field(default_factory=list)]
    contains_caffeine: Annotated[list[bool], Field(default_factory=list)]
    created_at: Span | None = None
    updated_at: Span | None = None
    id: Annotated[list[Text], Field(default_factory=list)]
    name: Annotated[list[Text], Field(default_factory=list)]
    price: Annotated[list[BigInt], Field(default_factory=list)]
    photo_text_description: Annotated[list[Text], Field(default_factory=list)]


class MenuItemFilters(Page):
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
        MenuItemTerms | None,
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
                    "category",
                    "-category",
                    "createdAt",
                    "-createdAt",
                    "updatedAt",
                    "-updatedAt",
                    "id",
                    "-id",
                    "name",
                    "-name",
                    "price",
                    "-price",
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


class BeverageBody(RequestModel):
    category: Literal["beverage"]
    volume: Annotated[Number, Field(gt=0), BeforeValidator(read_scalar)]
    contains_caffeine: Annotated[StrictBool, BeforeValidator(read_scalar)]
    name: Annotated[Text, Field(min_length=1, max_length=50)]
    price: Annotated[
        StrictInt,
        Field(ge=0),
        BeforeValidator(whole_to_int),
        AfterValidator(refuse_beyond_int64),
        BeforeValidator(read_scalar),
    ]
    photo_text_description: Text | None = None
    photo: Annotated[
        SentContent | None,
        BeforeValidator(read_file("image/png", size_max=999999)),
        WithJsonSchema({"type": ["string", "null"], "format": "binary"}),
    ] = None


class DessertBody(RequestModel):
    category: Literal["dessert"]
    calories: Annotated[Number, Field(gt=0), BeforeValidator(read_scalar)]
    name: Annotated[Text, Field(min_length=1, max_length=50)]
    price: Annotated[
        StrictInt,
        Field(ge=0),
        BeforeValidator(whole_to_int),
        AfterValidator(refuse_beyond_int64),
        BeforeValidator(read_scalar),
    ]
    photo_text_description: Text | None = None
    photo: Annotated[
        SentContent | None,
        BeforeValidator(read_file("image/png", size_max=999999)),
        WithJsonSchema({"type": ["string", "null"], "format": "binary"}),
    ] = None


class MenuItemBody(
    RootModel[
        Annotated[
            BeverageBody | DessertBody, Field(discriminator="category"), told_apart_by("category")
        ]
    ]
):
    pass


class Beverage(ResponseModel):
    category: Literal["beverage"]
    volume: Annotated[float, published(exclusiveMinimum=0)]
    contains_caffeine: bool
    created_at: Timestamp
    updated_at: Timestamp
    id: Annotated[str, published(pattern="^prd_[0-9abcdefghjkmnpqrstvwxyz]{26}$")]
    object_: Annotated[Literal["menuItem"], Field(alias="object")]
    name: Annotated[str, published(minLength=1, maxLength=50)]
    price: Annotated[int, published(minimum=0)]
    photo_url: Omitted[Annotated[Address, published(format="uri")]] = None
    photo_text_description: str | None


class Dessert(ResponseModel):
    category: Literal["dessert"]
    calories: Annotated[float, published(exclusiveMinimum=0)]
    created_at: Timestamp
    updated_at: Timestamp
    id: Annotated[str, published(pattern="^prd_[0-9abcdefghjkmnpqrstvwxyz]{26}$")]
    object_: Annotated[Literal["menuItem"], Field(alias="object")]
    name: Annotated[str, published(minLength=1, maxLength=50)]
    price: Annotated[int, published(minimum=0)]
    photo_url: Omitted[Annotated[Address, published(format="uri")]] = None
    photo_text_description: str | None


class MenuItem(
    RootModel[Annotated[Beverage | Dessert, Field(discriminator="category")]], from_attributes=True
):
    pass


class MenuItemListPage(ResponseModel):
    end_cursor: str | None
    start_cursor: str | None
    has_next_page: bool
    has_prev_page: bool
    limit: int
    total: int


class MenuItemListResponse(ResponseModel):
    object_: Annotated[Literal["list"], Field(alias="object")]
    page: MenuItemListPage
    items: list[MenuItem]
