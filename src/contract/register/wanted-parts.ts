import type { JsonValue } from "../contract.ts";
import { equalValues, isMap } from "../document/json-value.ts";
import { ownValue, type Part } from "./part.ts";

export interface WantedParts {
  /** What the document does not have. */
  readonly added: readonly Part[];
  /** What it has, in other words. */
  readonly other: readonly Part[];
}

const methods = new Set(["get", "put", "post", "delete", "patch", "head", "options", "trace", "query"]);

/** Keys at the top that hold what can be asked for, and at which depth below it a thing is whole. */
const sections: ReadonlyMap<string, number> = new Map([
  ["paths", 2],
  ["webhooks", 2],
  ["components", 2],
  ["definitions", 1],
  ["parameters", 1],
  ["responses", 1],
  ["securityDefinitions", 1],
  ["channels", 3],
  ["operations", 1],
]);

/** What of a fragment a document does not have yet, thing by thing. Both are documents of one format, or parts of one. */
export function wantedParts(fragment: JsonValue, document: JsonValue): WantedParts {
  const added: Part[] = [];
  const other: Part[] = [];
  const compare = (
    value: JsonValue,
    known: JsonValue | undefined,
    path: readonly string[],
    depth: number,
  ) => {
    // A key with nothing below it stays, and takes in what is added thing by thing.
    if (known === null && depth > 0 && isMap(value))
      for (const [key, below] of Object.entries(value)) added.push({ path: [...path, key], value: below });
    else if (known === undefined || known === null) added.push({ path, value });
    else if (equalValues(value, known)) return;
    else if (depth > 0 && isMap(value) && isMap(known))
      for (const [key, below] of Object.entries(value))
        compare(below, ownValue(known, key), [...path, key], depth - 1);
    else other.push({ path, value });
  };
  for (const [section, depth] of sections) {
    const wanted = ownValue(fragment, section);
    if (wanted === undefined || !isMap(wanted)) continue;
    for (const [name, value] of Object.entries(wanted)) {
      const known = ownValue(ownValue(document, section), name);
      const whole =
        section === "paths" && isMap(value) ? settledItem(value, known, fragment, document) : value;
      compare(whole, known, [section, name], depth - 1);
    }
  }
  return { added, other };
}

/** A path of a fragment whose operations say by themselves what the fragment says for them all. */
function settledItem(
  item: { readonly [key: string]: JsonValue },
  known: JsonValue | undefined,
  fragment: JsonValue,
  document: JsonValue,
): JsonValue {
  const shared = ownValue(item, "parameters");
  const isShared = known === undefined || equalValues(shared ?? null, ownValue(known, "parameters") ?? null);
  const security = inheritedSecurity(fragment, document);
  return Object.fromEntries(
    Object.entries(item).flatMap(([key, value]) => {
      if (!methods.has(key) || !isMap(value))
        return key === "parameters" && !isShared ? [] : [[key, value] as const];
      const own = {
        ...value,
        ...(isShared || !Array.isArray(shared)
          ? {}
          : { parameters: joined(ownValue(value, "parameters"), shared) }),
        ...(security === undefined || Object.hasOwn(value, "security") ? {} : { security }),
      };
      return [[key, own] as const];
    }),
  );
}

/** What a whole document asks of whoever calls, where the other one does not ask just that. */
function inheritedSecurity(fragment: JsonValue, document: JsonValue): JsonValue | undefined {
  const isWhole = ownValue(fragment, "openapi") !== undefined || ownValue(fragment, "swagger") !== undefined;
  if (!isWhole) return undefined;
  const its = ownValue(fragment, "security") ?? [];
  return equalValues(its, ownValue(document, "security") ?? []) ? undefined : its;
}

/** Own parameters and those of the path that they do not stand for. */
function joined(own: JsonValue | undefined, shared: readonly JsonValue[]): JsonValue {
  const list: readonly JsonValue[] = Array.isArray(own) ? own : [];
  const nameOf = (parameter: JsonValue): string =>
    JSON.stringify([ownValue(parameter, "in") ?? null, ownValue(parameter, "name") ?? parameter]);
  const names = new Set(list.map(nameOf));
  return [...list, ...shared.filter((parameter) => !names.has(nameOf(parameter)))];
}
