import { formatPython } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";

/** Files that are the same in every project: nothing of a contract is in them. */
export function emitStatic({ domain }: Blueprint): readonly GeneratedFile[] {
  const asksElsewhere = domain.operations.some(
    ({ behaviour }) => behaviour.kind === "health" && behaviour.asksDatabase,
  );
  return [
    { path: "app/__init__.py", text: "" },
    { path: "app/clock.py", text: formatPython(clock) },
    { path: "app/request_id.py", text: formatPython(requestId) },
    { path: "app/logging.py", text: formatPython(logging) },
    { path: "app/health.py", text: formatPython(health(asksElsewhere)) },
  ];
}

const clock = `"""The one clock. Call it as \`clock.now()\`, so that a test can set it."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
`;

const requestId = `import re
import uuid

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID_HEADER = "X-Request-ID"
ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """Gives every request an id, the caller's own where it is harmless to log and to send back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        request_id = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
        if not ACCEPTABLE.fullmatch(request_id):
            request_id = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        # Cleared here and not afterwards: an unexpected error is logged outside this middleware.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            await send(message)

        await self.app(scope, receive, send_with_id)
`;

const logging = `import logging

import structlog

from app.settings import Settings


def configure_logging(settings: Settings) -> None:
    """Write one JSON object a line, for the application's events and the server's alike."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=shared,
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.log_level, force=True)
    # The server brings handlers of its own; without them its lines pass through ours.
    for name in ("uvicorn", "uvicorn.access"):
        server_logger = logging.getLogger(name)
        # One without handlers was silenced when the server was started, and stays so.
        server_logger.propagate |= bool(server_logger.handlers)
        server_logger.handlers.clear()
        server_logger.setLevel(logging.NOTSET)
`;

/** `shared`: an operation of the contract asks the database too. */
function health(shared: boolean): string {
  const refusal = `try:
        await session.execute(select(1))
    except (SQLAlchemyError, OSError) as error:
        raise HTTPException(
            status.HTTP_503_SERVICE_UNAVAILABLE, "the database does not answer"
        ) from error`;
  const asking = `async def ask_database(session: AsyncSession) -> None:
    """Refuse with 503 where the database does not answer."""
    ${refusal}


`;
  return `from fastapi import APIRouter, HTTPException, status
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
${shared ? "from sqlalchemy.ext.asyncio import AsyncSession\n" : ""}
from app.database import Session

router = APIRouter(prefix="/health", include_in_schema=False)


${shared ? asking : ""}@router.get("/live")
async def live() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/ready")
async def ready(session: Session) -> dict[str, str]:
    ${shared ? "await ask_database(session)" : refusal}
    return {"status": "ok"}
`;
}
