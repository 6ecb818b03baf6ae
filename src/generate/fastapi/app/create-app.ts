import { imported, type Py, py } from "#python";
import type { Database } from "../blueprint.ts";

/** The engine lives as long as the application that serves with it. */
export function lifespan(): Py {
  const app = imported("fastapi", "FastAPI");
  return py`
    @${imported("contextlib", "asynccontextmanager")}
    async def lifespan(app: ${app}) -> ${imported("collections.abc", "AsyncGenerator")}[None]:
        app.state.engine = ${imported("app.database", "create_engine")}(app.state.settings.database_url)
        yield
        await app.state.engine.dispose()`;
}

/** `create_app` with nothing but settings and what starts and ends with the application. */
export function createBareApp(): Py {
  const app = imported("fastapi", "FastAPI");
  const settings = imported("app.settings", "Settings");
  return py`
    def create_app(settings: ${settings} | None = None) -> ${app}:
        app = ${app}(lifespan=lifespan)
        app.state.settings = settings or ${settings}()
        return app`;
}

/** `create_app` with what every application of ours has; `options` go to FastAPI, `routes` follow those of health. */
export function createApp(
  options: Py,
  routes: Py | false,
  database: Database,
  application = imported("fastapi", "FastAPI"),
): Py {
  const app = imported("fastapi", "FastAPI");
  const settings = imported("app.settings", "Settings");
  return py`
    def create_app(settings: ${settings} | None = None) -> ${app}:
        settings = settings or ${settings}()
        ${imported("app.logging", "configure_logging")}(settings)
        app = ${application}(
            ${options}
        )
        app.state.settings = settings
        ${database !== "sqlite" && py`app.add_middleware(${imported("app.retries", "RetryMiddleware")})`}
        app.add_middleware(${imported("app.request_id", "RequestIdMiddleware")})
        ${imported("app.errors", "install_error_handlers")}(app)
        app.include_router(${imported("app", "health")}.router)
        ${routes}
        return app`;
}
