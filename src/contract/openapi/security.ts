import type { OAuthFlow, SecurityRequirement, SecurityScheme } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { type Entry, isNull, type MapNode } from "../document/node.ts";
import { type Reader, report, reportHole } from "./reader.ts";
import { follow } from "./references.ts";
import { asMap, entriesAt, listAt, quote, sharedElements, suggest, textAt } from "./shape.ts";

export function readSecuritySchemes(reader: Reader): ReadonlyMap<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  for (const entry of sharedElements(reader, "securitySchemes")) {
    const scheme = readScheme(reader, entry);
    if (scheme !== undefined) schemes.set(entry.key, scheme);
  }
  return schemes;
}

/**
 * The alternatives that a map names under `security`; `undefined` where it says nothing. What cannot be read is a
 * hole, never an open door.
 */
export function readSecurity(
  reader: Reader,
  map: MapNode,
  declared: ReadonlySet<string>,
): readonly SecurityRequirement[] | undefined {
  const list = listAt(reader, map, "security");
  if (list === undefined) return undefined;
  const requirements: SecurityRequirement[] = [];
  for (const item of list.items) {
    const alternative = asMap(reader, item, "a security requirement");
    if (alternative === undefined) continue;
    const schemes = new Map<string, readonly string[]>();
    for (const entry of alternative.entries.values()) {
      if (!declared.has(entry.key)) reportUnknown(reader, entry, declared);
      schemes.set(entry.key, readScopes(reader, entry));
    }
    requirements.push(schemes);
  }
  return requirements;
}

export function securitySchemeNames(reader: Reader): ReadonlySet<string> {
  return new Set(sharedElements(reader, "securitySchemes").map((entry) => entry.key));
}

function readScopes(reader: Reader, entry: Entry): readonly string[] {
  const { value } = entry;
  if (value.kind === "list")
    return value.items.flatMap((item) => (item.kind === "scalar" ? [item.text] : []));
  if (!isNull(value))
    reportHole(reader, entry.span, {
      rule: "wrong-type",
      message: `the scopes of ${quote(entry.key)} must be a list`,
      mend: `write ${entry.key}: []`,
    });
  return [];
}

function reportUnknown(reader: Reader, entry: Entry, declared: ReadonlySet<string>): void {
  report(reader, entry.span, {
    rule: "unknown-security-scheme",
    message: `the security scheme ${quote(entry.key)} is not declared: nobody could ever sign in this way`,
    mend: suggest(entry.key, declared) ?? "declare it under components/securitySchemes",
  });
}

const schemeTypes = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"] as const;
const keyPlaces = ["header", "query", "cookie"] as const;

function readScheme(reader: Reader, entry: Entry): SecurityScheme | undefined {
  const node = follow(reader, entry.value, "securitySchemes");
  const map = node === undefined ? undefined : asMap(reader, node, "a security scheme");
  if (map === undefined) return undefined;
  const said = textAt(reader, map, "type") ?? "";
  const type = schemeTypes.find((known) => known === said);
  if (type === undefined) {
    report(reader, map.entries.get("type")?.span ?? entry.span, {
      rule: "unknown-security-type",
      message: `${quote(said)} is no type of security scheme: nobody could ever sign in this way`,
      mend:
        (said === "basic" ? "write type: http and scheme: basic" : suggest(said, schemeTypes)) ??
        `use one of ${schemeTypes.join(", ")}`,
    });
    return undefined;
  }
  const place = textAt(reader, map, "in");
  const flows = readFlows(reader, map);
  return {
    name: entry.key,
    description: textAt(reader, map, "description") ?? "",
    type,
    scopes: new Map(flows.flatMap(({ scopes }) => [...scopes])),
    flows,
    span: entry.span,
    ...definedFields({
      in: type === "apiKey" ? keyPlaces.find((known) => known === place) : undefined,
      parameter: type === "apiKey" ? readKeyName(reader, map, entry) : undefined,
      scheme: type === "http" ? (textAt(reader, map, "scheme") ?? "").toLowerCase() : undefined,
      bearerFormat: textAt(reader, map, "bearerFormat"),
      openIdConnectUrl: type === "openIdConnect" ? textAt(reader, map, "openIdConnectUrl") : undefined,
    }),
  };
}

function readKeyName(reader: Reader, map: MapNode, entry: Entry): string | undefined {
  const name = textAt(reader, map, "name");
  const place = textAt(reader, map, "in");
  if (name === undefined || !keyPlaces.some((known) => known === place)) {
    report(reader, entry.span, {
      rule: "incomplete-security-scheme",
      message: `${quote(entry.key)} does not say where its key travels`,
      mend: 'give it "name", and "in" with one of header, query, cookie',
    });
  }
  return name;
}

/** The flows of OAuth 2; AsyncAPI 3 calls their scopes `availableScopes`. */
export function readFlows(reader: Reader, map: MapNode): readonly OAuthFlow[] {
  return [...entriesAt(reader, map, "flows")].flatMap(({ key, value }): readonly OAuthFlow[] => {
    if (value.kind !== "map") return [];
    const listed = value.entries.has("availableScopes") ? "availableScopes" : "scopes";
    const scopes = [...entriesAt(reader, value, listed)].map(
      (scope) => [scope.key, scope.value.kind === "scalar" ? scope.value.text : ""] as const,
    );
    return [
      {
        kind: key,
        scopes: new Map(scopes),
        ...definedFields({
          authorizationUrl: textAt(reader, value, "authorizationUrl"),
          tokenUrl: textAt(reader, value, "tokenUrl"),
          refreshUrl: textAt(reader, value, "refreshUrl"),
        }),
      },
    ];
  });
}
