from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response, Security
from pydantic.json_schema import SkipJsonSchema

from app.database import Session
from app.errors import error_responses
from app.files import SentFile
from app.media_types import FORM, XML, MediaTypeRoute, also_answered, also_taken
from app.pets import service
from app.pets.schemas import (
    AddPetBody,
    ApiResponse,
    FindPetsByTagsFilters,
    Pet,
    PetBody,
    PetFilters,
    UpdatePetWithFormChanges,
)
from app.schemas import BigInt, Text, published
from app.security import (
    require_api_key,
    require_api_key_or_petstore_auth_for_write_pets_read_pets,
    require_petstore_auth,
)
from app.xml_documents import Xml

router = APIRouter(route_class=MediaTypeRoute)


PetList = Annotated[list[Pet], Xml({"name": "pets", "wrapped": True})]


@router.put(
    "/pet",
    operation_id="updatePet",
    tags=["pet"],
    summary="Update an existing pet.",
    description="Update an existing pet by Id.",
    dependencies=[Security(require_petstore_auth, scopes=["write:pets", "read:pets"])],
    openapi_extra=also_taken(PetBody, XML, FORM),
    responses=error_responses(400, 401, 403, 404, 422, "default") | {200: also_answered(Pet, XML)},
)
async def update_pet(request: PetBody, session: Session) -> Pet:
    pet = await service.update_pet(session, request)
    return Pet.model_validate(pet)


@router.post(
    "/pet",
    operation_id="addPet",
    tags=["pet"],
    summary="Add a new pet to the store.",
    description="Add a new pet to the store.",
    dependencies=[Security(require_petstore_auth, scopes=["write:pets", "read:pets"])],
    openapi_extra=also_taken(AddPetBody, XML, FORM),
    responses=error_responses(400, 401, 403, 422, "default") | {200: also_answered(Pet, XML)},
)
async def add_pet(request: AddPetBody, session: Session) -> Pet:
    pet = await service.add_pet(session, request)
    return Pet.model_validate(pet)


@router.get(
    "/pet/findByStatus",
    operation_id="findPetsByStatus",
    tags=["pet"],
    summary="Finds Pets by status.",
    description="Multiple status values can be provided with comma separated strings.",
    dependencies=[Security(require_petstore_auth, scopes=["write:pets", "read:pets"])],
    responses=error_responses(400, 401, 403, "default") | {200: also_answered(PetList, XML)},
)
async def find_pets_by_status(filters: Annotated[PetFilters, Query()], session: Session) -> PetList:
    rows = await service.find_pets_by_status(session, filters)
    return [Pet.model_validate(row) for row in rows]


@router.get(
    "/pet/findByTags",
    operation_id="findPetsByTags",
    tags=["pet"],
    summary="Finds Pets by tags.",
    description=(
        "Multiple tags can be provided with comma separated strings. Use tag1, "
        "tag2, tag3 for testing."
    ),
    dependencies=[Security(require_petstore_auth, scopes=["write:pets", "read:pets"])],
    responses=error_responses(400, 401, 403, "default") | {200: also_answered(PetList, XML)},
)
async def find_pets_by_tags(
    filters: Annotated[FindPetsByTagsFilters, Query()], session: Session
) -> PetList:
    rows = await service.find_pets_by_tags(session, filters)
    return [Pet.model_validate(row) for row in rows]


@router.get(
    "/pet/{petId}",
    operation_id="getPetById",
    tags=["pet"],
    summary="Find pet by ID.",
    description="Returns a single pet.",
    dependencies=[Depends(require_api_key_or_petstore_auth_for_write_pets_read_pets)],
    responses=error_responses(400, 401, 403, 404, "default") | {200: also_answered(Pet, XML)},
)
async def get_pet_by_id(
    pet_id: Annotated[
        BigInt,
        Path(
            alias="petId", description="ID of pet to return", json_schema_extra={"format": "int64"}
        ),
    ],
    session: Session,
) -> Pet:
    pet = await service.get_pet_by_id(session, pet_id)
    return Pet.model_validate(pet)


@router.post(
    "/pet/{petId}",
    operation_id="updatePetWithForm",
    tags=["pet"],
    summary="Updates a pet in the store with form data.",
    description="Updates a pet resource based on the form data.",
    dependencies=[Security(require_petstore_auth, scopes=["write:pets", "read:pets"])],
    responses=error_responses(400, 401, 403, 404, "default") | {200: also_answered(Pet, XML)},
)
async def update_pet_with_form(
    pet_id: Annotated[
        BigInt,
        Path(
            alias="petId",
            description="ID of pet that needs to be updated",
            json_schema_extra={"format": "int64"},
        ),
    ],
    request: Annotated[UpdatePetWithFormChanges, Query()],
    session: Session,
) -> Pet:
    pet = await service.update_pet_with_form(session, pet_id, request)
    return Pet.model_validate(pet)


@router.delete(
    "/pet/{petId}",
    operation_id="deletePet",
    tags=["pet"],
    summary="Deletes a pet.",
    description="Delete a pet.",
    response_class=Response,
    dependencies=[Security(require_petstore_auth, scopes=["write:pets", "read:pets"])],
    responses=error_responses(400, 401, 403, 404, 409, "default"),
)
async def delete_pet(
    pet_id: Annotated[
        BigInt,
        Path(alias="petId", description="Pet id to delete", json_schema_extra={"format": "int64"}),
    ],
    session: Session,
) -> None:
    await service.delete_pet(session, pet_id)


@router.post(
    "/pet/{petId}/uploadImage",
    operation_id="uploadFile",
    tags=["pet"],
    summary="Uploads an image.",
    description="Upload image of the pet.",
    dependencies=[Security(require_petstore_auth, scopes=["write:pets", "read:pets"])],
    openapi_extra={
        "requestBody": {
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            }
        }
    },
    responses=error_responses(400, 401, 403, 404, "default"),
)
async def upload_file(
    pet_id: Annotated[
        BigInt,
        Path(
            alias="petId", description="ID of pet to update", json_schema_extra={"format": "int64"}
        ),
    ],
    sent: SentFile,
    session: Session,
    additional_metadata: Annotated[
        Text | SkipJsonSchema[None],
        Query(alias="additionalMetadata", description="Additional Metadata"),
    ] = None,
) -> ApiResponse:
    await service.upload_file(session, pet_id, sent, additional_metadata)
    return ApiResponse(code=200, type_=sent.media_type, message="OK")


@router.get(
    "/store/inventory",
    operation_id="getInventory",
    tags=["store"],
    summary="Returns pet inventories by status.",
    description="Returns a map of status codes to quantities.",
    dependencies=[Depends(require_api_key)],
    responses=error_responses(401, "default"),
)
async def get_inventory(session: Session) -> dict[str, Annotated[int, published(format="int32")]]:
    return await service.get_inventory(session)
