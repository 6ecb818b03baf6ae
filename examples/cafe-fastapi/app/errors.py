from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, WithJsonSchema
from starlette.exceptions import HTTPException
from starlette.routing import Match
from structlog import stdlib

from app.request_id import REQUEST_ID_HEADER

logger = stdlib.get_logger()


class Error(BaseModel):
    type_: Annotated[
        str,
        WithJsonSchema({"type": "string", "format": "uri-reference", "default": "about:blank"}),
        Field(alias="type"),
    ]
    title: str
    status: Annotated[
        int,
        WithJsonSchema(
            {"type": "integer", "format": "int32", "minimum": 100, "exclusiveMaximum": 600}
        ),
    ]
    instance: Annotated[str, WithJsonSchema({"type": "string", "format": "uri-reference"})] = Field(
        default_factory=str
    )
    details: Annotated[
        dict[str, Any], WithJsonSchema({"type": "object", "additionalProperties": True})
    ] = Field(default_factory=dict)


class ApiError(Exception):
    """What the caller did cannot be done; the message tells the caller why."""

    status_code: int
    headers: Mapping[str, str] | None = None

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnauthorizedError(ApiError):
    status_code = status.HTTP_401_UNAUTHORIZED
    headers = {"WWW-Authenticate": "Bearer"}  # noqa: RUF012


class ForbiddenError(ApiError):
    status_code = status.HTTP_403_FORBIDDEN


class NotFoundError(ApiError):
    status_code = status.HTTP_404_NOT_FOUND


class ConflictError(ApiError):
    status_code = status.HTTP_409_CONFLICT


def unknown_row(message: str, *place: str) -> RequestValidationError:
    """Refuse a body that names a row which is not there, as any other invalid body."""
    return RequestValidationError(
        [{"type": "unknown_row", "loc": ("body", *place), "msg": message}]
    )


def too_much(message: str, *place: str) -> RequestValidationError:
    """Refuse a body whose values come to too much, as any other invalid body."""
    return RequestValidationError([{"type": "too_much", "loc": ("body", *place), "msg": message}])


def error_responses(*status_codes: int) -> dict[int | str, dict[str, Any]]:
    """Document the refusals of an operation."""
    return {code: {"description": HTTPStatus(code).phrase, "model": Error} for code in status_codes}


def install_error_handlers(app: FastAPI) -> None:
    app.exception_handler(ApiError)(answer_refusal)
    app.exception_handler(RequestValidationError)(answer_invalid_request)
    app.exception_handler(HTTPException)(answer_http_error)
    app.exception_handler(Exception)(answer_unexpected_error)


async def answer_refusal(request: Request, error: ApiError) -> Response:
    return _answer(request, error.status_code, [error.message], error.headers)


async def answer_invalid_request(request: Request, error: RequestValidationError) -> Response:
    messages = [_describe(problem) for problem in error.errors()]
    return _answer(request, status.HTTP_400_BAD_REQUEST, messages)


async def answer_http_error(request: Request, error: HTTPException) -> Response:
    """Answer what the framework itself refuses: unknown routes, wrong methods, broken bodies."""
    if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
        return _answer(
            request, error.status_code, [error.detail], {"Allow": _methods_of_path(request)}
        )
    if error.status_code == status.HTTP_400_BAD_REQUEST:
        # The framework's answer to a body that defeats the JSON parser: not text, or nested too
        # deeply. To the contract that is one more way of being invalid.
        return _answer(request, status.HTTP_400_BAD_REQUEST, ["body: cannot be read"])
    return _answer(request, error.status_code, [error.detail], error.headers)


async def answer_unexpected_error(request: Request, error: Exception) -> Response:
    logger.error("unexpected error", method=request.method, path=request.url.path, exc_info=error)
    # This answer is made outside the middleware that adds the request id to all others.
    return _answer(
        request,
        status.HTTP_500_INTERNAL_SERVER_ERROR,
        ["internal server error"],
        {REQUEST_ID_HEADER: request.state.request_id},
    )


def _answer(
    request: Request,
    status_code: int,
    messages: Sequence[str],
    headers: Mapping[str, str] | None = None,
) -> Response:
    return JSONResponse(
        {
            "type": "about:blank",
            "title": "; ".join(messages),
            "status": status_code,
            "instance": quote(request.url.path),
        },
        status_code,
        headers,
        media_type="application/problem+json",
    )


def _methods_of_path(request: Request) -> str:
    # The framework has a route for each method and names that of the first only.
    routes = [
        route for route in request.app.routes if route.matches(request.scope)[0] is Match.PARTIAL
    ]
    methods = {
        method for route in routes if route.path == routes[0].path for method in route.methods
    }
    return ", ".join(sorted(methods))


def _describe(problem: Mapping[str, Any]) -> str:
    source, *path = problem["loc"]
    if problem["type"] == "json_invalid":
        return f"{source}: not valid JSON at character {path[0]}"
    place = ".".join(str(part) for part in path) or source
    message: str = problem["msg"]
    return f"{place}: {message[0].lower()}{message[1:]}"
