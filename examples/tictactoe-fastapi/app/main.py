from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import health
from app.database import create_engine
from app.errors import install_error_handlers
from app.logging import configure_logging
from app.openapi import Api
from app.request_id import RequestIdMiddleware
from app.settings import Settings
from app.squares.routes import router as squares


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.engine = create_engine(app.state.settings.database_url)
    yield
    await app.state.engine.dispose()


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    configure_logging(settings)
    app = Api(
        title="Tic Tac Toe",
        description=(
            "This API allows writing down marks on a Tic Tac Toe board\nand "
            "requesting the state of the board or of individual squares.\n"
        ),
        version="1.0.0",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.add_middleware(RequestIdMiddleware)
    install_error_handlers(app)
    app.include_router(health.router)
    app.include_router(squares)
    return app
