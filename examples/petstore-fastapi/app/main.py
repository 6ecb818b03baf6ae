from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import health
from app.database import create_engine
from app.errors import install_error_handlers
from app.logging import configure_logging
from app.orders.routes import router as orders
from app.pets.routes import router as pets
from app.request_id import RequestIdMiddleware
from app.settings import Settings
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
        title="Swagger Petstore - OpenAPI 3.0",
        description=(
            "This is a sample Pet Store Server based on the OpenAPI 3.0 "
            "specification.  You can find out more about\nSwagger at "
            "[https://swagger.io](https://swagger.io). In the third iteration of the "
            "pet store, we've switched to the design first approach!\nYou can now "
            "help us improve the API whether it's by making changes to the "
            "definition itself or to the code.\nThat way, with time, we can improve "
            "the API in general, and expose some of the new features in OAS3.\n\nSome "
            "useful links:\n- [The Pet Store "
            "repository](https://github.com/swagger-api/swagger-petstore)\n- [The "
            "source API definition for the Pet "
            "Store](https://github.com/swagger-api/swagger-petstore/blob/master/src/m"
            "ain/resources/openapi.yaml)"
        ),
        version="1.0.27-SNAPSHOT",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.add_middleware(RequestIdMiddleware)
    install_error_handlers(app)
    app.include_router(health.router)
    for router in (pets, orders, users):
        app.include_router(router, prefix="/api/v3")
    return app
