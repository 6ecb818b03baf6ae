import { assert } from "#base";
import type { OAuthFlow } from "#contract";
import type { OutsideCredential } from "#domain";
import { imported, literal, type Py, py, str } from "#python";
import { longString } from "../app/names.ts";
import type { Blueprint } from "../blueprint.ts";
import { schemeVariable } from "./credentials.ts";

/** A security scheme as FastAPI publishes it; a credential that is not there is for us to refuse, in our form. */
export function schemeObject(blueprint: Blueprint, credential: OutsideCredential): Py {
  const { name: className, settings } = describe(blueprint, credential);
  const parts = [
    ...settings,
    py`scheme_name=${str(credential.scheme)}`,
    ...(credential.description === "" ? [] : [py`description=${longString(credential.description, 4)}`]),
    py`auto_error=False`,
  ];
  return py`${schemeVariable(credential.scheme)} = ${imported("fastapi.security", className)}(${parts})`;
}

function describe(
  { contract }: Blueprint,
  credential: OutsideCredential,
): { readonly name: string; readonly settings: readonly Py[] } {
  const scheme = contract.securitySchemes.get(credential.scheme);
  assert(scheme, "an outside credential has a declared scheme");
  if (scheme.type === "apiKey") {
    const name = { header: "APIKeyHeader", query: "APIKeyQuery", cookie: "APIKeyCookie" } as const;
    return { name: name[scheme.in ?? "header"], settings: [py`name=${str(scheme.parameter ?? "")}`] };
  }
  if (credential.kind === "password") return { name: "HTTPBasic", settings: [py`realm="api"`] };
  if (scheme.type === "http")
    return {
      name: "HTTPBearer",
      settings: scheme.bearerFormat === undefined ? [] : [py`bearerFormat=${str(scheme.bearerFormat)}`],
    };
  if (scheme.type === "openIdConnect")
    return { name: "OpenIdConnect", settings: [py`openIdConnectUrl=${str(scheme.openIdConnectUrl ?? "")}`] };
  return { name: "OAuth2", settings: [py`flows=${literal(printFlows(scheme.flows))}`] };
}

/** The addresses that a flow must have: one that the contract leaves out is published empty. */
const wantedAddresses: Readonly<Record<string, readonly string[]>> = {
  implicit: ["authorizationUrl"],
  password: ["tokenUrl"],
  clientCredentials: ["tokenUrl"],
  authorizationCode: ["authorizationUrl", "tokenUrl"],
};

function printFlows(flows: readonly OAuthFlow[]) {
  const entries = flows.flatMap(({ kind, authorizationUrl, tokenUrl, refreshUrl, scopes }) => {
    const wanted = Object.hasOwn(wantedAddresses, kind) ? wantedAddresses[kind] : undefined;
    if (!wanted) return [];
    const given = Object.entries({ authorizationUrl, tokenUrl, refreshUrl }).flatMap(([name, address]) =>
      address !== undefined || wanted.includes(name) ? [[name, address ?? ""] as const] : [],
    );
    return [[kind, { ...Object.fromEntries(given), scopes: Object.fromEntries(scopes) }] as const];
  });
  return Object.fromEntries(entries);
}
