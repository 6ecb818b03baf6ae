import json
import re
from collections.abc import Callable, Coroutine
from types import GenericAlias
from typing import Any

from fastapi import Request, Response, status
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from starlette.exceptions import HTTPException
from starlette.types import Message

from app.schema_texts import Schema
from app.urlencoded_forms import UrlencodedForms
from app.xml_documents import XmlDocuments

JSON = "application/json"
XML = "application/xml"
FORM = "application/x-www-form-urlencoded"

READERS: dict[str, type[XmlDocuments | UrlencodedForms]] = {
    XML: XmlDocuments,
    FORM: UrlencodedForms,
}


class MediaTypeRoute(APIRoute):
    """Takes and answers every media type that its operation documents.

    A body in another one than JSON becomes what JSON would say before it is validated, and an
    answer is written anew after it was made: the operation itself sees no difference.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        readers = self._readers()
        offered = self._offered()
        if not readers and len(offered) == 1:
            return handle
        documents = XmlDocuments(self.response_model, "serialization")

        async def negotiate(request: Request) -> Response:
            chosen = choose_type(request.headers.get("Accept", "*/*"), *offered)
            sent = plain_type(request.headers.get("Content-Type", ""))
            if sent in readers:
                try:
                    value = readers[sent].read(await request.body())
                except ValueError as error:
                    raise HTTPException(status.HTTP_400_BAD_REQUEST) from error
                request = as_json(request, value)
            response = await handle(request)
            if len(offered) > 1:
                response.headers["Vary"] = "Accept"
            if chosen in offered[1:]:
                response.body = documents.write(json.loads(bytes(response.body)))
                response.headers["Content-Type"] = chosen
                response.headers["Content-Length"] = str(len(response.body))
            return response

        return negotiate

    def _readers(self) -> dict[str, XmlDocuments | UrlencodedForms]:
        content = (self.openapi_extra or {}).get("requestBody", {}).get("content", {})
        type_ = self.body_field.field_info.annotation if self.body_field else None
        return {
            media_type: READERS[media_type](type_, "validation")
            for media_type in content
            if media_type in READERS
        }

    def _offered(self) -> list[str]:
        content = self.responses.get(self.status_code or 200, {}).get("content", {})
        return [JSON, *(media_type for media_type in content if media_type == XML)]


def plain_type(text: str) -> str:
    return text.partition(";")[0].strip().lower()


def as_json(request: Request, value: object) -> Request:
    """Make the same request, as if it had come in JSON."""
    content = json.dumps(value).encode()
    kept = [
        (name, text)
        for name, text in request.scope["headers"]
        if name not in {b"content-type", b"content-length"}
    ]

    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    headers = [*kept, (b"content-type", b"application/json")]
    return Request({**request.scope, "headers": headers}, receive)


def choose_type(accept: str, *offered: str) -> str:
    """Choose what a caller would rather have; the first where nothing fits."""
    qualities = dict(map(read_range, accept.split(",")))

    def quality(media_type: str) -> float:
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        return next((qualities[name] for name in ranges if name in qualities), 0)

    return max(offered, key=quality)


def read_range(text: str) -> tuple[str, float]:
    name, _, parameters = text.partition(";")
    quality = re.search(r"\bq=([01](?:\.\d{0,3})?)", parameters)
    return name.strip().lower(), float(quality[1]) if quality else 1


def also_taken(type_: object, *media_types: str) -> dict[str, Any]:
    """Document a body in further media types, in which it is then taken."""
    described = {"schema": refer_to(type_, "validation")}
    return {"requestBody": {"content": dict.fromkeys(media_types, described)}}


def also_answered(type_: object, *media_types: str) -> dict[str, Any]:
    """Document an answer in further media types, in which it is then given."""
    described = {"schema": refer_to(type_, "serialization")}
    return {"content": dict.fromkeys(media_types, described)}


def refer_to(type_: object, mode: JsonSchemaMode) -> Schema:
    """Describe a type by the names of its models, as the document has them."""
    # Only what stands inside something else is referred to, and not spelled out.
    several: Any = GenericAlias(list, (type_,))
    listed = TypeAdapter(several).json_schema(
        mode=mode, ref_template="#/components/schemas/{model}"
    )
    schema: Schema = listed["items"]
    return schema
