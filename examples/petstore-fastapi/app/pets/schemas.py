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
from app.xml_documents import Xml


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
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "category"}})

    id: Omittable[Int64] = None
    name: Omittable[Text] = None


class TagBody(RequestModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "tag"}})

    id: Omittable[Int64] = None
    name: Omittable[IndexedText] = None


class PetBody(RequestModel):
    model_config = ConfigDict(json_schema_extra=publish_optional("id", xml={"name": "pet"}))

    id: Int64
    name: Text
    category: Omittable[CategoryBody] = None
    photo_urls: Annotated[list[Text], Xml({"wrapped": True}, {"name": "photoUrl"})]
    tags: Annotated[list[TagBody], Xml({"wrapped": True}), Field(default_factory=list)]
    status: Omittable[Literal["available", "pending", "sold"]] = None


class AddPetBody(RequestModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "pet"}})

    name: Text
    category: Omittable[CategoryBody] = None
    photo_urls: Annotated[list[Text], Xml({"wrapped": True}, {"name": "photoUrl"})]
    tags: Annotated[list[TagBody], Xml({"wrapped": True}), Field(default_factory=list)]
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
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "category"}})

    id: Omitted[Annotated[int, published(format="int64")]] = None
    name: Omitted[str] = None


class Tag(ResponseModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "tag"}})

    id: Omitted[Annotated[int, published(format="int64")]] = None
    name: Omitted[str] = None


class Pet(ResponseModel):
    model_config = ConfigDict(json_schema_extra={"xml": {"name": "pet"}})

    id: Annotated[int, published(format="int64")]
    name: str
    category: Omitted[Category] = None
    photo_urls: Annotated[list[str], Xml({"wrapped": True}, {"name": "photoUrl"})]
    tags: Annotated[list[Tag], Xml({"wrapped": True})]
    status: Omitted[Literal["available", "pending", "sold"]] = None


class ApiResponse(ResponseModel):
    code: Annotated[int, published(format="int32")]
    type_: Annotated[str, Field(alias="type")]
    message: str
