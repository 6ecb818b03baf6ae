from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.errors import Error

MEDIA_TYPES: dict[type, str] = {Error: "application/problem+json"}


class Api(FastAPI):
    """Describes its refusals as it answers them, where the framework would describe its own."""

    def openapi(self) -> dict[str, Any]:
        # The framework keeps what it has made: corrected once, it stays so.
        document = super().openapi()
        for route in self.routes:
            if isinstance(route, APIRoute) and route.include_in_schema:
                for method in route.methods:
                    operation = document["paths"][route.path_format][method.lower()]
                    correct_refusals(operation["responses"], route.responses)
        document["components"]["schemas"].pop("HTTPValidationError", None)
        document["components"]["schemas"].pop("ValidationError", None)
        return document


def correct_refusals(
    described: dict[str, Any], documented: dict[int | str, dict[str, Any]]
) -> None:
    # Added by the framework wherever there is input; what is documented is answered instead.
    described.pop("422", None)
    for code, answer in documented.items():
        if media_type := MEDIA_TYPES.get(answer.get("model", object)):
            content = described[str(code)]["content"]
            content.setdefault(media_type, content.pop("application/json", None))
