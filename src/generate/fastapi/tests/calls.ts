import { camelCase } from "#base";
import type { Entity, Field } from "#domain";
import { commaList, formatted, identifierText, imported, literal, type JsonLike, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import {
  type AccountKit,
  createOf,
  entityIn,
  helperName,
  isAccount,
  type Kit,
  keyOf,
  needsAccount,
  type OperationOf,
  ownerVariable,
  variable,
} from "./kit.ts";
import { assign, assignIdle } from "./statements.ts";

/** A symbol of `tests/api.py`. */
export function api(symbol: string): Py {
  return imported("tests.api", symbol);
}

/** Keyword arguments: what is no Python name travels in a dict. */
export function keywordArguments(entries: readonly (readonly [string, Py])[]): readonly Py[] {
  const plain = entries.filter(([key]) => isKeyword(key)).map(([key, value]) => py`${name(key)}=${value}`);
  const others = entries.filter(([key]) => !isKeyword(key)).map(([key, value]) => py`${str(key)}: ${value}`);
  return others.length === 0 ? plain : [...plain, py`**{${commaList(others)}}`];
}

function isKeyword(key: string): boolean {
  return identifierText(key) === key || camelCase(key) === key;
}

/** Values of a row's fields as keyword arguments of the helper that makes it: factories speak Python's names. */
export function details(values: readonly (readonly [Field, JsonLike])[]): readonly Py[] {
  return values.map(([field, value]) => py`${name(attributeName(field.name))}=${literal(value)}`);
}

/** What selects the rows on an operation's path. */
export interface PathRows {
  /** The key of the row that the operation is about. */
  readonly item?: PathKey;
  /** The same of the row above it. */
  readonly parent?: PathKey;
}

/** An expression, a text that stands in the path as it is, or several of them, one after the other. */
export type PathKey = Py | string | readonly (Py | string)[];

/** Path parameters of an operation in the order of the path, each with its expression. */
function pathValues(
  { meaning: { behaviour }, contract }: OperationBlueprint,
  rows: PathRows,
): readonly PathKey[] {
  return contract.segments.flatMap((segment): readonly PathKey[] => {
    if (segment.kind === "literal") return [];
    const isItem = "parameter" in behaviour && behaviour.parameter === segment.name;
    return [(isItem ? rows.item : rows.parent) ?? "unknown"];
  });
}

/** The path of an operation with rows filled in, relative to the base path: an f-string where there are any. */
export function route(operation: OperationBlueprint, rows: PathRows = {}): Py {
  const values = [...pathValues(operation, rows)];
  const parts = operation.contract.segments.flatMap((segment): (string | Py)[] => [
    "/",
    ...(segment.kind === "literal" ? [segment.text] : partsOf(values.shift() ?? "unknown")),
  ]);
  return formatted(mergeTexts(parts.length === 0 ? ["/"] : parts));
}

function partsOf(key: PathKey): readonly (Py | string)[] {
  return typeof key === "string" || !isParts(key) ? [key] : key;
}

function isParts(key: Py | readonly (Py | string)[]): key is readonly (Py | string)[] {
  return Array.isArray(key);
}

/** A key as an expression of its own. */
export function keyExpression(key: PathKey): Py {
  if (typeof key === "string") return str(key);
  return isParts(key) ? formatted(key) : key;
}

function mergeTexts(parts: readonly (string | Py)[]): readonly (string | Py)[] {
  const merged: (string | Py)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged;
}

export interface RequestOptions {
  readonly rows?: PathRows;
  /** What is sent, before it is put into the envelope. */
  readonly body?: Py;
  /** What is sent without envelope, as bytes. */
  readonly content?: Py;
  readonly query?: Py;
  readonly headers?: Py;
  readonly client?: Py;
}

/** `await client.put("/path", json={…}, headers=…)`. */
export function request(operation: OperationBlueprint, options: RequestOptions = {}): Py {
  return py`await ${awaitless(operation, options)}`;
}

export function awaitless(operation: OperationBlueprint, options: RequestOptions = {}): Py {
  const given = [
    route(operation, options.rows),
    options.query && py`params=${options.query}`,
    options.body && py`json=${enveloped(operation, options.body)}`,
    options.content && py`content=${options.content}`,
    options.headers && py`headers=${options.headers}`,
  ];
  return py`${options.client ?? name("client")}.${name(operation.meaning.method)}(${commaList(given)})`;
}

/** A body in the envelope that the operation wants. */
export function enveloped({ meaning: { behaviour } }: OperationBlueprint, body: Py): Py {
  const envelope = "body" in behaviour ? behaviour.body.envelope : undefined;
  return envelope === undefined ? body : py`{${str(envelope)}: ${body}}`;
}

/** Where a field stands in a request: what messages of refusal begin with. */
export function placeOf({ meaning: { behaviour } }: OperationBlueprint, field: Py | string): Py {
  const envelope = "body" in behaviour ? behaviour.body.envelope : undefined;
  if (envelope === undefined) return typeof field === "string" ? str(field) : field;
  return formatted(typeof field === "string" ? [`${envelope}.${field}`] : [`${envelope}.`, field]);
}

/** What an answer holds, out of its envelope. */
export function answered({ meaning: { behaviour } }: OperationBlueprint, response: Py): Py {
  const envelope = "answer" in behaviour ? behaviour.answer.envelope : undefined;
  return envelope === undefined ? py`${response}.json()` : py`${response}.json()[${str(envelope)}]`;
}

export interface CallOptions {
  readonly rows?: PathRows;
  readonly account?: Py;
  readonly extra?: readonly Py[];
  readonly client?: Py;
}

/** A call of the operation's helper: `await create_thing(client, owner, thing["id"], title="…")`. */
export function call(operation: OperationBlueprint, options: CallOptions = {}): Py {
  return py`await ${invocation(operation, options)}`;
}

/** The same without `await`, for many at once. */
export function invocation(operation: OperationBlueprint, options: CallOptions = {}): Py {
  const access = operation.meaning.access;
  const given = [
    options.client ?? name("client"),
    needsAccount(operation) && options.account,
    ...pathValues(operation, options.rows ?? {}).map(keyExpression),
    access === "optional" && options.account,
    ...(options.extra ?? []),
  ];
  return py`${api(helperName(operation))}(${commaList(given)})`;
}

/** `author = await create_account(client)`, which goes where the test makes no use of the account. */
export function registers(account: AccountKit, holder: Py, extra: readonly Py[] = [], client?: Py): Py {
  return assignIdle(holder, call(account.register, { extra, ...(client && { client }) }));
}

/** Variables and statements that bring a row about: its account, the rows above it, itself. */
export interface Scene {
  readonly statements: readonly Py[];
  readonly entity: Entity;
  /** The variable of the row. */
  readonly row: Py;
  /** The variable of the account that made it, if accounts make such rows. */
  readonly owner?: Py;
  /** Values for the path of an operation on the row. */
  readonly rows: PathRows;
  readonly create: OperationOf<"create"> | OperationOf<"register">;
}

export interface SceneOptions {
  readonly details?: readonly Py[];
  readonly client?: Py;
  /** Without the row itself: only its account and what is above it. */
  readonly before?: boolean;
}

/** Undefined where no operation makes such rows. */
export function sceneOf(kit: Kit, entityName: string, options: SceneOptions = {}): Scene | undefined {
  const entity = entityIn(kit, entityName);
  const { account } = kit;
  if (account && isAccount(kit, entityName)) {
    const row = name(variable(kit, entityName));
    const made = call(account.register, {
      ...(options.details && { extra: options.details }),
      ...(options.client && { client: options.client }),
    });
    const statements = options.before ? [] : [assign(row, made)];
    return { statements, entity, row, owner: row, rows: { item: keyOf(kit, entity, row) }, create: account.register };
  }
  const create = createOf(kit, entityName);
  if (!create || (needsAccount(create) && !account)) return undefined;
  const above = parentScene(kit, create, options);
  if (create.meaning.behaviour.parent && !above) return undefined;
  const owner = needsAccount(create) ? name(ownerVariable(kit, entity)) : undefined;
  const row = name(variable(kit, entityName));
  const registered = above?.statements.some(({ text }) => owner && text.startsWith(`${owner.text} = `)) ?? false;
  const rows = {
    item: keyOf(kit, entity, row),
    ...(above?.rows.item && { parent: above.rows.item }),
  };
  const made = assign(
    row,
    call(create, {
    rows,
    ...(owner && { account: owner }),
    ...(options.details && { extra: options.details }),
    ...(options.client && { client: options.client }),
  }),
  );
  return {
    statements: [
      ...(owner && account && !registered ? [registers(account, owner, [], options.client)] : []),
      ...(above?.statements ?? []),
      ...(options.before ? [] : [made]),
    ],
    entity,
    row,
    ...(owner && { owner }),
    rows,
    create,
  };
}

function parentScene(kit: Kit, create: OperationOf<"create">, options: SceneOptions): Scene | undefined {
  const { parent } = create.meaning.behaviour;
  return parent && sceneOf(kit, parent.entity, options.client ? { client: options.client } : {});
}
