from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response, status
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match
from structlog import stdlib

from app.request_id import REQUEST_ID_HEADER

logger = stdlib.get_logger()


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


class WrongCredentialsError(ApiError):
    status_code = status.HTTP_400_BAD_REQUEST


class ForbiddenError(ApiError):
    status_code = status.HTTP_403_FORBIDDEN


class NotFoundError(ApiError):
    status_code = status.HTTP_404_NOT_FOUND


class ConflictError(ApiError):
    status_code = status.HTTP_409_CONFLICT


class TooManyRequestsError(ApiError):
    status_code = status.HTTP_429_TOO_MANY_REQUESTS

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.headers = {"Retry-After": str(retry_after)}


def unknown_row(message: str, *place: str) -> RequestValidationError:
    """Refuse a body that names a row which is not there, as any other invalid body."""
    return RequestValidationError(
        [{"type": "unknown_row", "loc": ("body", *place), "msg": message}]
    )


def error_responses(*status_codes: int | str) -> dict[int | str, dict[str, Any]]:
    """Document the refusals of an operation."""
    return {code: {} for code in status_codes}


def install_error_handlers(app: FastAPI) -> None:
    app.exception_handler(ApiError)(answer_refusal)
    app.exception_handler(RequestValidationError)(answer_invalid_request)
    app.exception_handler(HTTPException)(answer_http_error)
    app.exception_handler(Exception)(answer_unexpected_error)


async def answer_refusal(_: Request, error: ApiError) -> Response:
    return _answer(error.status_code, error.headers)


async def answer_invalid_request(request: Request, error: RequestValidationError) -> Response:
    # A body that can be read and says what it must not is one thing, all else another: where the
    # operation tells them apart.
    is_readable = all(
        problem["loc"][0] == "body" and problem["type"] != "json_invalid"
        for problem in error.errors()
    )
    status_code = _first_documented(request, *((422, 400) if is_readable else (400, 422)))
    return _answer(status_code)


async def answer_http_error(request: Request, error: HTTPException) -> Response:
    """Answer what the framework itself refuses: unknown routes, wrong methods, broken bodies."""
    if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
        return _answer(error.status_code, {"Allow": _methods_of_path(request)})
    if error.status_code == status.HTTP_400_BAD_REQUEST:
        # The framework's answer to a body that defeats the JSON parser: not text, or nested too
        # deeply. To the contract that is one more way of being invalid.
        return _answer(_first_documented(request, 400, 422))
    return _answer(error.status_code, error.headers)


async def answer_unexpected_error(request: Request, error: Exception) -> Response:
    logger.error("unexpected error", method=request.method, path=request.url.path, exc_info=error)
    # This answer is made outside the middleware that adds the request id to all others.
    return _answer(
        status.HTTP_500_INTERNAL_SERVER_ERROR,
        {REQUEST_ID_HEADER: request.state.request_id},
    )


def _answer(status_code: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(status_code=status_code, headers=headers)


def _responses_of(request: Request) -> dict[int | str, dict[str, Any]]:
    route = request.scope.get("route")
    if not isinstance(route, APIRoute) or request.method not in route.methods:
        return {}
    return route.responses


def _first_documented(request: Request, *status_codes: int) -> int:
    responses = _responses_of(request)
    return next((code for code in status_codes if code in responses), status_codes[0])


def _methods_of_path(request: Request) -> str:
    # The framework has a route for each method and names that of the first only.
    routes = [
        route for route in request.app.routes if route.matches(request.scope)[0] is Match.PARTIAL
    ]
    methods = {
        method for route in routes if route.path == routes[0].path for method in route.methods
    }
    return ", ".join(sorted(methods))
