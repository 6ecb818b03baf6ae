from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import health
from app.articles.routes import router as articles
from app.comments.routes import router as comments
from app.database import create_engine
from app.errors import install_error_handlers
from app.logging import configure_logging
from app.profiles.routes import router as profiles
from app.request_id import RequestIdMiddleware
from app.settings import Settings
from app.tags.routes import router as tags
from app.users.routes import router as users


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.engine = create_engine(app.state.settings.database_url)
    yield
    await app.state.engine.dispose()


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    configure_logging(settings)
    app = FastAPI(
        title="RealWorld Conduit API",
        description="Conduit API documentation",
        version="1.1.0",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.add_middleware(RequestIdMiddleware)
    install_error_handlers(app)
    app.include_router(health.router)
    for router in (users, profiles, articles, comments, tags):
        app.include_router(router, prefix="/api")
    return app
