import type { Domain } from "#domain";
import { imported, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import { clientsOf } from "../clients/index.ts";
import type { GeneratedFile } from "../file.ts";
import { reachableModules } from "../route-order.ts";
import { createApp, createBareApp, lifespan } from "./create-app.ts";
import { longString, pythonFile } from "./names.ts";
import { applicationClass } from "./openapi.ts";

/** `app/main.py` */
export function emitMain(blueprint: Blueprint): GeneratedFile {
  const body = [
    lifespan(),
    createApp(options(blueprint), routers(blueprint), blueprint.database, applicationClass(blueprint)),
  ];
  return pythonFile("app/main.py", body);
}

/** `app/main.py` of the skeleton: an application that starts and does nothing. */
export function emitBareMain(): GeneratedFile {
  return pythonFile("app/main.py", [lifespan(), createBareApp()]);
}

/** What the application calls itself: the framework does not start without either. */
export function describedAs({ title, version }: Domain): {
  readonly title: string;
  readonly version: string;
} {
  return { title: title || "Backend", version: version || "0.1.0" };
}

function options({ domain }: Blueprint): Py {
  const { title, version } = describedAs(domain);
  return py`
    title=${str(title)},
    ${domain.description !== "" && py`description=${longString(domain.description, 8)},`}
    version=${str(version)},
    lifespan=lifespan,`;
}

function routers(blueprint: Blueprint): Py {
  const names = reachableModules(blueprint.modules)
    .filter(({ operations }) => operations.length > 0)
    .map(({ name: module }) => module);
  const imports = names.map((module) => imported(`app.${module}.routes`, "router", { as: module }));
  const { basePath } = blueprint.domain;
  const prefix = basePath !== "" && py`, prefix=${str(basePath)}`;
  const clients = clientsOf(blueprint)?.module.name;
  const tokens =
    clients !== undefined && py`app.include_router(${imported(`app.${clients}.routes`, "token_router")})`;
  if (imports.length === 1)
    return py`
      app.include_router(${imports}${prefix})
      ${tokens}`;
  return py`
    for router in (${imports}):
        app.include_router(router${prefix})
    ${tokens}`;
}
