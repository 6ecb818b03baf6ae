// In: a blueprint whose contract registers clients of OAuth 2. Out: their package, with the token endpoint.
// Never here: how tokens are checked, which is `outside/tokens`, and tables.
import type { Py } from "#python";
import { emitModels } from "../app/models.ts";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { clientsOf } from "./clients-plan.ts";
import { emitClientRoutes } from "./routes.ts";
import { emitClientSchemas } from "./schemas.ts";
import { emitClientService } from "./service.ts";

export { clientModel, clientsOf, issuerName } from "./clients-plan.ts";

/** The package of clients; `guard`: what a registration must bring, where it must bring something. */
export function emitClients(
  blueprint: Blueprint,
  guard: (blueprint: Blueprint, operation: OperationBlueprint) => Py | undefined,
): readonly GeneratedFile[] {
  const plan = clientsOf(blueprint);
  if (!plan) return [];
  return [
    { path: `app/${plan.module.name}/__init__.py`, text: "" },
    ...emitModels(blueprint, plan.module),
    emitClientSchemas(blueprint, plan),
    emitClientService(blueprint, plan),
    emitClientRoutes(blueprint, plan, guard(blueprint, plan.operation)),
  ];
}
