import { formatPython } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";

/** `app/retries.py`, where the database may end a transaction for another's sake. SQLite lets one write at a time. */
export function emitRetries({ database }: Blueprint): readonly GeneratedFile[] {
  return database === "sqlite" ? [] : [{ path: "app/retries.py", text: formatPython(postgresql) }];
}

const postgresql = `from sqlalchemy.exc import DBAPIError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ATTEMPTS = 3
# PostgreSQL's codes of serialization_failure and deadlock_detected.
TRANSIENT = frozenset({"40001", "40P01"})


class RetryMiddleware:
    """Runs a request again where the database ended its transaction in favour of another.

    Nothing has been kept then, and nothing answered: a transaction is committed before its answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        received: list[Message] = []
        for attempt in range(1, ATTEMPTS + 1):
            try:
                await self.app({**scope}, _replay(received, receive), send)
            except DBAPIError as error:
                if attempt == ATTEMPTS or not _is_transient(error):
                    raise
            else:
                return


def _replay(received: list[Message], receive: Receive) -> Receive:
    """Give what was received before, then what comes."""
    earlier = iter([*received])

    async def receive_next() -> Message:
        message = next(earlier, None)
        if message is None:
            message = await receive()
            received.append(message)
        return message

    return receive_next


def _is_transient(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in TRANSIENT
`;
