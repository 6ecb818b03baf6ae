import logging

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
