from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema

from app.schemas import (
    IndexedText,
    Int64,
    Omittable,
    Omitted,
    RequestModel,
    ResponseModel,
    Text,
    publish_optional,
    published,
    refuse_many,
)


class PetFilters(RequestModel):
    status: Annotated[
        Literal["available", "pending", "sold"],
        Field(description="Status values that need to be considered for filter"),
    ] = "available"


class FindPetsByTagsFilters(RequestModel):
    tags: Annotated[
        list[Text],
        AfterValidator(refuse_many),
        Field(default_factory=list, description="Tags to filter by"),
    ]


class CategoryBody(RequestModel):
    id: Omittable[Int64] = None
    name: Omittable[Text] = None


class TagBody(RequestModel):
    id: Omittable[Int64] = None
    name: Omittable[IndexedText] = None


class PetBody(RequestModel):
    model_config = ConfigDict(json_schema_extra=publish_optional("id"))

    id: Int64
    name: Text
    category: Omittable[CategoryBody] = None
    photo_urls: list[Text]
    tags: Annotated[list[TagBody], Field(default_factory=list)]
    status: Omittable[Literal["available", "pending", "sold"]] = None


class AddPetBody(RequestModel):
    name: Text
    category: Omittable[CategoryBody] = None
    photo_urls: list[Text]
    tags: Annotated[list[TagBody], Field(default_factory=list)]
    status: Omittable[Literal["available", "pending", "sold"]] = None
    # May be sent, and is made here all the same.
    id: Omittable[Int64] = None


class UpdatePetWithFormChanges(RequestModel):
    name: Annotated[Omittable[Text], Field(description="Name of pet that needs to be updated")] = (
        None
    )
    status: Annotated[
        Omittable[
            Annotated[Literal["available", "pending", "sold"], WithJsonSchema({"type": "string"})]
        ],
        Field(description="Status of pet that needs to be updated"),
    ] = None


class Category(ResponseModel):
    id: Omitted[Annotated[int, published(format="int64")]] = None
    name: Omitted[str] = None


class Tag(ResponseModel):
    id: Omitted[Annotated[int, published(format="int64")]] = None
    name: Omitted[str] = None


class Pet(ResponseModel):
    id: Annotated[int, published(format="int64")]
    name: str
    category: Omitted[Category] = None
    photo_urls: list[str]
    tags: list[Tag]
    status: Omitted[Literal["available", "pending", "sold"]] = None


class ApiResponse(ResponseModel):
    code: Annotated[int, published(format="int32")]
    type_: Annotated[str, Field(alias="type")]
    message: str
