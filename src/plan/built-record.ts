import { digest } from "#base";
import type { Contract, SchemaRef } from "#contract";
import type { Domain, Entity, Field } from "#domain";
import { nameAccess, nameBehaviour } from "./describe-behaviour.ts";
import { describeField } from "./describe-entity.ts";
import { canonicalJson } from "./origin.ts";

/** What a project was built to do: enough to tell later what a contract has changed. */
export interface BuiltRecord {
  /** By id: `GET /books: list, public`, and a digest of all that the contract says of it. */
  readonly operations: Readonly<Record<string, BuiltThing>>;
  /** By `Book.title`. */
  readonly fields: Readonly<Record<string, BuiltThing>>;
}

export interface BuiltThing {
  /** In words. */
  readonly text: string;
  readonly digest: string;
}

export function describeBuilt(domain: Domain, contract: Contract): BuiltRecord {
  const digests = operationDigests(contract);
  const operations = domain.operations.map(({ id, method, path, behaviour, access }) => {
    const text = `${method.toUpperCase()} ${path}: ${nameBehaviour(behaviour)}, ${nameAccess(access)}`;
    return [id, { text, digest: shorten(`${text} ${digests.get(id) ?? ""}`) }] as const;
  });
  const fields = domain.entities.flatMap((entity) =>
    entity.fields.map((field) => [`${entity.name}.${field.name}`, describeKept(field, entity)] as const),
  );
  return { operations: Object.fromEntries(operations), fields: Object.fromEntries(fields) };
}

function shorten(text: string): string {
  return digest(text).slice(0, 12);
}

function describeKept(field: Field, entity: Entity): BuiltThing {
  const { evidence: _, ...said } = field;
  const bounds = Object.entries(field.bounds).map(([name, value]) => `${name} ${String(value)}`);
  const notes = [
    describeField(field, entity),
    ...(field.nullable ? ["may be null"] : []),
    ...(field.optional ? ["may be left out"] : []),
    ...(field.default === undefined ? [] : [`else ${JSON.stringify(field.default)}`]),
    ...bounds,
  ];
  return { text: notes.join(", "), digest: shorten(canonicalJson(said)) };
}

/** A digest for each operation of all that the contract says of it, the schemas it names included; places say nothing. */
function operationDigests(contract: Contract): ReadonlyMap<string, string> {
  const schemas = new Map([...contract.schemas].map(([name, schema]) => [name, plain(schema)]));
  return new Map(
    contract.operations.map((operation) => {
      const text = plain(operation);
      const named = [...reachable(text, schemas)].sort();
      return [operation.id, digest([text, ...named.map((name) => schemas.get(name) ?? "")].join("\n"))];
    }),
  );
}

function plain(value: object): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (key === "span") return undefined;
    if (item instanceof Map) return [...item];
    return isReference(item) ? `#${item.name}#` : item;
  });
}

function isReference(item: unknown): item is SchemaRef {
  return typeof item === "object" && item !== null && (item as { readonly kind?: unknown }).kind === "ref";
}

/** Names of shared schemas that a text mentions, and those that these mention. */
function reachable(text: string, schemas: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  const enter = (some: string): void => {
    for (const [, name] of some.matchAll(/"#(.*?)#"/g))
      if (name !== undefined && schemas.has(name)) found.add(name);
  };
  enter(text);
  // A set tells also what is added while it is walked.
  for (const name of found) enter(schemas.get(name) ?? "");
  return found;
}
