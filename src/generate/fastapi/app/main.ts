import { imported, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { longString, pythonFile } from "./names.ts";

/** `app/main.py`. The skeleton's has no routes but health. */
export function emitMain(blueprint: Blueprint, skeleton: boolean): GeneratedFile {
  const body = [lifespan(), createApp(blueprint, skeleton)];
  return pythonFile("app/main.py", body);
}

function lifespan(): Py {
  const app = imported("fastapi", "FastAPI");
  return py`
    @${imported("contextlib", "asynccontextmanager")}
    async def lifespan(app: ${app}) -> ${imported("collections.abc", "AsyncGenerator")}[None]:
        app.state.engine = ${imported("app.database", "create_engine")}(app.state.settings.database_url)
        yield
        await app.state.engine.dispose()`;
}

function createApp(blueprint: Blueprint, skeleton: boolean): Py {
  const app = imported("fastapi", "FastAPI");
  const settings = imported("app.settings", "Settings");
  const { domain } = blueprint;
  return py`
    def create_app(settings: ${settings} | None = None) -> ${app}:
        settings = settings or ${settings}()
        ${imported("app.logging", "configure_logging")}(settings)
        app = ${app}(
            title=${str(domain.title)},
            ${domain.description !== "" && py`description=${longString(domain.description)},`}
            version=${str(domain.version)},
            lifespan=lifespan,
        )
        app.state.settings = settings
        app.add_middleware(${imported("app.request_id", "RequestIdMiddleware")})
        ${imported("app.errors", "install_error_handlers")}(app)
        app.include_router(${imported("app", "health")}.router)
        ${!skeleton && routers(blueprint)}
        return app`;
}

function routers(blueprint: Blueprint): Py {
  const names = blueprint.modules
    .filter(({ operations }) => operations.length > 0)
    .map(({ name: module }) => module);
  const imports = names.map((module) => imported(`app.${module}.routes`, "router", { as: module }));
  if (blueprint.domain.basePath === "")
    return py`${imports.map((router) => py`app.include_router(${router})`)}`;
  const loop: Py =
    imports.length === 1
      ? py`api.include_router(${imports})`
      : py`
          for router in (${imports}):
              api.include_router(router)`;
  return py`
    api = ${imported("fastapi", "APIRouter")}(prefix=${str(blueprint.domain.basePath)})
    ${loop}
    app.include_router(api)`;
}
