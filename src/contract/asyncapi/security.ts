import type { SecurityRequirement, SecurityScheme } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { type MapNode, valueAt } from "../document/node.ts";
import { type Reader, report } from "../openapi/reader.ts";
import { readFlows, readSecurity, securitySchemeNames } from "../openapi/security.ts";
import { listAt, quote, sharedElements, suggest, textAt, textsAt } from "../openapi/shape.ts";
import type { ApiReader } from "./api-reader.ts";
import type { Alternatives, Place } from "./parts.ts";
import { findPlace, keyIn } from "./places.ts";

/** As much as reading what is asked for needs. */
export type SchemeReader = Pick<ApiReader, "reader" | "major" | "securitySchemes">;

type Type = Pick<SecurityScheme, "type" | "scheme">;

const types: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["userPassword", { type: "password" }],
  ["plain", { type: "sasl", scheme: "plain" }],
  ["scramSha256", { type: "sasl", scheme: "scram-sha-256" }],
  ["scramSha512", { type: "sasl", scheme: "scram-sha-512" }],
  ["gssapi", { type: "sasl", scheme: "gssapi" }],
  ["X509", { type: "mutualTLS" }],
  ["symmetricEncryption", { type: "encryption", scheme: "symmetric" }],
  ["asymmetricEncryption", { type: "encryption", scheme: "asymmetric" }],
  ["apiKey", { type: "password" }],
  ["httpApiKey", { type: "apiKey" }],
  ["http", { type: "http" }],
  ["oauth2", { type: "oauth2" }],
  ["openIdConnect", { type: "openIdConnect" }],
]);

const keyPlaces = ["header", "query", "cookie"] as const;

export function readSchemes(reader: Reader): Map<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  for (const entry of sharedElements(reader, "securitySchemes")) {
    const place = findPlace(reader, entry.value, entry.span, "securitySchemes", "a security scheme");
    const scheme = place && readScheme(reader, place, entry.key);
    if (scheme !== undefined) schemes.set(entry.key, scheme);
  }
  return schemes;
}

function readScheme(reader: Reader, { map, span }: Place, name: string): SecurityScheme | undefined {
  const said = textAt(reader, map, "type") ?? "";
  const type = types.get(said);
  if (type === undefined) {
    report(reader, map.entries.get("type")?.span ?? span, {
      rule: "unknown-security-type",
      message: `${quote(said)} is no type of security scheme: nobody could ever sign in this way`,
      mend: suggest(said, types.keys()) ?? `use one of ${[...types.keys()].join(", ")}`,
    });
    return undefined;
  }
  const flows = readFlows(reader, map);
  const isKey = type.type === "apiKey";
  const place = textAt(reader, map, "in");
  return {
    name,
    description: textAt(reader, map, "description") ?? "",
    ...type,
    scopes: new Map(flows.flatMap(({ scopes }) => [...scopes])),
    flows,
    span,
    ...definedFields({
      in: isKey ? keyPlaces.find((known) => known === place) : undefined,
      parameter: isKey ? textAt(reader, map, "name") : undefined,
      scheme:
        type.scheme ??
        schemeOf(type.type, textAt(reader, map, "scheme"), said === "apiKey" ? place : undefined),
      bearerFormat: textAt(reader, map, "bearerFormat"),
      openIdConnectUrl: textAt(reader, map, "openIdConnectUrl"),
    }),
  };
}

// A key for a broker travels as the name or the password of the connection.
function schemeOf(type: SecurityScheme["type"], scheme: string | undefined, place: string | undefined) {
  if (type === "http") return (scheme ?? "").toLowerCase();
  return type === "password" && (place === "user" || place === "password") ? place : undefined;
}

/** What a server or an operation asks for: one of these. */
export function readAlternatives(api: SchemeReader, map: MapNode): Alternatives {
  const { reader } = api;
  if (valueAt(map, "security") === undefined) return [];
  if (api.major === 2) return readSecurity(reader, map, securitySchemeNames(reader)) ?? [];
  return (listAt(reader, map, "security")?.items ?? []).flatMap((item): Alternatives => {
    const place = findPlace(reader, item, item.span, "securitySchemes", "a security scheme");
    if (place === undefined) return [];
    const name = keyIn(place, ["components", "securitySchemes"]) ?? nameInline(api, place);
    return name === undefined ? [] : [new Map([[name, textsAt(reader, place.map, "scopes")]])];
  });
}

// A scheme in its place has no name, and a contract lists all of them by name.
function nameInline(api: SchemeReader, place: Place): string | undefined {
  const type = textAt(api.reader, place.map, "type") ?? "";
  for (const known of api.securitySchemes.values())
    if (known.span.file === place.span.file && known.span.offset === place.span.offset) return known.name;
  let name = type;
  for (let count = 2; api.securitySchemes.has(name); count += 1) name = `${type}${count}`;
  const scheme = readScheme(api.reader, place, name);
  if (scheme !== undefined) api.securitySchemes.set(name, scheme);
  return scheme?.name;
}

const mostAlternatives = 1_000;

/** Both must be satisfied: each alternative of the one together with each of the other. */
export function bothOf(left: Alternatives, right: Alternatives): Alternatives {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  // More than anybody ever wrote: what the operation asks for is asked for still.
  if (left.length * right.length > mostAlternatives) return right;
  return left.flatMap((one) => right.map((other) => new Map([...one, ...other])));
}

/** Either may be satisfied; where one of several asks nothing, signing in is optional. */
export function eitherOf(all: readonly Alternatives[]): Alternatives {
  if (all.every((alternatives) => alternatives.length === 0)) return [];
  const found = new Map<string, SecurityRequirement>();
  for (const alternatives of all)
    for (const each of alternatives.length === 0 ? [new Map<string, readonly string[]>()] : alternatives)
      found.set(JSON.stringify([...each]), each);
  return [...found.values()];
}
