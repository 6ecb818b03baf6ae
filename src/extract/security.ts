import type { Span } from "#base";
import type { OAuthFlow, SecurityScheme } from "#contract";
import type { OperationFact, SecurityDetails, SecurityFact } from "#facts";

/** How callers show who they are, of all operations, each once. */
export function securityOf(operations: readonly OperationFact[]): ReadonlyMap<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  for (const { security, definition } of operations)
    for (const fact of security)
      if (!schemes.has(fact.scheme)) schemes.set(fact.scheme, schemeOf(fact, definition));
  return schemes;
}

function schemeOf({ scheme: name, kind, details }: SecurityFact, at: Span): SecurityScheme {
  const span = details?.span ?? at;
  const flow = kind === "oauth2" && details?.flow !== undefined ? flowOf(details, details.flow) : undefined;
  return {
    name,
    description: details?.description ?? "",
    type: kind,
    ...(kind === "apiKey" && details?.in !== undefined ? { in: details.in } : {}),
    ...(details?.parameter === undefined ? {} : { parameter: details.parameter }),
    ...(details?.scheme === undefined ? {} : { scheme: details.scheme }),
    ...(details?.bearerFormat === undefined ? {} : { bearerFormat: details.bearerFormat }),
    scopes: flow?.scopes ?? new Map(),
    flows: flow === undefined ? [] : [flow],
    ...(details?.openIdConnectUrl === undefined ? {} : { openIdConnectUrl: details.openIdConnectUrl }),
    span,
  };
}

function flowOf(details: SecurityDetails, kind: string): OAuthFlow {
  const { authorizationUrl, tokenUrl, refreshUrl, scopes = {} } = details;
  return {
    kind,
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    ...(refreshUrl === undefined ? {} : { refreshUrl }),
    scopes: new Map(Object.entries(scopes)),
  };
}
