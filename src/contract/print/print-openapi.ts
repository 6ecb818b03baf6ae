import type { Contract, JsonValue, OAuthFlow, SecurityScheme } from "../contract.ts";
import { printPaths } from "./operations.ts";
import { type PrintOptions, printMap, printOrigin } from "./place.ts";
import { printSchema } from "./schemas.ts";

/**
 * A contract as one document of OpenAPI 3.1, whatever it was read from. Reading it gives the same contract, but for places, and
 * for the order of keys that are numbers: answers stand by their status. Events have no place in it.
 */
export function printOpenapi(contract: Contract, options: PrintOptions = {}): JsonValue {
  const { title, version, description, basePath, origin, schemas, securitySchemes } = contract;
  const address = `${origin ?? ""}${basePath}`;
  const shared = [...schemas].map(([name, schema]) => [name, printSchema(options, schema)] as const);
  const schemes = [...securitySchemes].map(([name, scheme]) => [name, printScheme(options, scheme)] as const);
  const components = {
    ...(shared.length > 0 && { schemas: Object.fromEntries(shared) }),
    ...(schemes.length > 0 && { securitySchemes: Object.fromEntries(schemes) }),
  };
  return printMap({
    openapi: "3.1.0",
    info: printMap({ title, version, description: description || undefined }),
    servers: address === "" ? undefined : [{ url: address }],
    paths: printPaths(options, contract),
    components: Object.keys(components).length === 0 ? undefined : components,
  });
}

export function printScheme(options: PrintOptions, scheme: SecurityScheme): JsonValue {
  const flows = scheme.flows.map((flow) => [flow.kind, printFlow(flow)] as const);
  return printMap({
    type: scheme.type,
    description: scheme.description || undefined,
    in: scheme.in,
    name: scheme.parameter,
    scheme: scheme.scheme,
    bearerFormat: scheme.bearerFormat,
    flows: flows.length === 0 ? undefined : Object.fromEntries(flows),
    openIdConnectUrl: scheme.openIdConnectUrl,
    ...printOrigin(options, scheme.span),
  });
}

function printFlow({ kind: _, scopes, ...addresses }: OAuthFlow): JsonValue {
  return printMap({ ...addresses, scopes: Object.fromEntries(scopes) });
}
