from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import health
from app.database import create_engine
from app.errors import install_error_handlers
from app.logging import configure_logging
from app.menu_items.routes import router as menu_items
from app.oauth_clients.routes import router as oauth_clients
from app.oauth_clients.routes import token_router
from app.openapi import Api
from app.orders.routes import router as orders
from app.request_id import RequestIdMiddleware
from app.settings import Settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.engine = create_engine(app.state.settings.database_url)
    yield
    await app.state.engine.dispose()


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    configure_logging(settings)
    app = Api(
        title="Redocly Cafe",
        description=(
            "Demo API for cafe operators (not customers) to manage menus, orders, "
            "and revenue.\nCreate API credentials and try it yourself in a realistic "
            "OpenAPI workflow.\n"
        ),
        version="1.0.0",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.add_middleware(RequestIdMiddleware)
    install_error_handlers(app)
    app.include_router(health.router)
    for router in (menu_items, orders, oauth_clients):
        app.include_router(router)
    app.include_router(token_router)
    return app
