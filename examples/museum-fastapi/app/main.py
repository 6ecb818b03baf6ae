from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import health
from app.database import create_engine
from app.errors import install_error_handlers
from app.logging import configure_logging
from app.museum_daily_hours.routes import router as museum_daily_hours
from app.museum_tickets.routes import router as museum_tickets
from app.openapi import Api
from app.request_id import RequestIdMiddleware
from app.settings import Settings
from app.special_events.routes import router as special_events


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.engine = create_engine(app.state.settings.database_url)
    yield
    await app.state.engine.dispose()


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    configure_logging(settings)
    app = Api(
        title="Redocly Museum API",
        description=(
            "Imaginary, but delightful Museum API for interacting with museum "
            "services and information. Built with love by Redocly."
        ),
        version="1.2.1",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.add_middleware(RequestIdMiddleware)
    install_error_handlers(app)
    app.include_router(health.router)
    for router in (museum_daily_hours, special_events, museum_tickets):
        app.include_router(router, prefix="/_mock/docs/openapi/museum-api")
    return app
