import { type Field, pathToRows, travelsInQuery } from "#domain";
import {
  commaList,
  formatted,
  imported,
  type JsonLike,
  keywords,
  literal,
  name,
  type Py,
  py,
  str,
} from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { type AccountKit, helperName, isLoader, needsAccount, needsConnection } from "./kit.ts";
import { at } from "./list-answers.ts";
import { credentialOf } from "./outside.ts";
import { assignIdle } from "./statements.ts";

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
  return /^[A-Za-z]\w*$/.test(key) && !keywords.has(key);
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
  /** What a list is narrowed by: a value that its rows have. */
  readonly narrowed?: PathKey;
  /** The coordinates of a cell, in the order of the path. */
  readonly coordinates?: readonly PathKey[];
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
    const place = "coordinates" in behaviour ? behaviour.coordinates.indexOf(segment.name) : -1;
    const coordinate = rows.coordinates?.[place];
    if (coordinate !== undefined) return [coordinate];
    const isItem = "parameter" in behaviour && behaviour.parameter === segment.name;
    if (behaviour.kind === "list" && behaviour.narrowed?.parameter === segment.name)
      return [rows.narrowed ?? "unknown"];
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
  const ends = parts.length === 0 || operation.contract.path.endsWith("/");
  return formatted(mergeTexts(ends ? [...parts, "/"] : parts));
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
  /** What is sent as a form. */
  readonly form?: Py;
  readonly query?: Py;
  readonly headers?: Py;
  /** The version that a change is meant for; left out, the header is sent where it must be, and means any. */
  readonly version?: Py | "unsaid";
  /** The key by which a request is known again; left out, another one is sent where one must be. */
  readonly key?: Py | "unsaid";
  /** A credential in place of the one that lets the call in. */
  readonly auth?: Py;
  readonly client?: Py;
}

/** `await client.put("/path", json={…}, headers=…)`. */
export function request(operation: OperationBlueprint, options: RequestOptions = {}): Py {
  return py`await ${awaitless(operation, options)}`;
}

export function awaitless(operation: OperationBlueprint, options: RequestOptions = {}): Py {
  const auth = options.auth ?? credentialOf(operation);
  const headers = sentHeaders(operation, options);
  const given = [
    route(operation, options.rows),
    queryOf(operation, options.query),
    options.body && py`${bodyArgument(operation, options.body)}`,
    options.content && py`content=${options.content}`,
    options.form && py`data=${options.form}`,
    headers && py`headers=${headers}`,
    auth && py`auth=${auth}`,
  ];
  const client = options.client ?? name("client");
  const { method } = operation.meaning;
  // The client's own `delete` sends no body.
  return method === "delete" && !isQuery(operation) && (options.body || options.content || options.form)
    ? py`${client}.request(${commaList([str("DELETE"), ...given])})`
    : py`${client}.${name(method)}(${commaList(given)})`;
}

/** Whose headers they are, which version they speak of, and under which key they are sent. */
function sentHeaders({ meaning }: OperationBlueprint, options: RequestOptions): Py | undefined {
  const { headers } = options;
  const version = options.version ?? (meaning.version?.guards?.required ? str("*") : "unsaid");
  const key = options.key ?? (meaning.repeated?.required ? anotherKey : "unsaid");
  const said = [
    ...(version === "unsaid" ? [] : [py`"If-Match": ${version}`]),
    ...(key === "unsaid" ? [] : [py`${str(meaning.repeated?.header ?? "Idempotency-Key")}: ${key}`]),
  ];
  if (said.length === 0) return headers;
  return headers ? py`{${commaList([py`**${headers}`, ...said])}}` : py`{${commaList(said)}}`;
}

const anotherKey = py`str(${imported("uuid", "uuid4")}())`;

/** What is asked for, or that it is meant where that must be confirmed. */
function queryOf({ meaning: { behaviour } }: OperationBlueprint, query: Py | undefined): Py | undefined {
  if (query) return py`params=${query}`;
  return behaviour.kind === "delete" && behaviour.confirm !== undefined
    ? py`params={${str(behaviour.confirm)}: "true"}`
    : undefined;
}

/** What is sent: in the query, in the parts of a form, or as JSON. */
function bodyArgument(operation: OperationBlueprint, body: Py): Py {
  if (isQuery(operation)) return py`params=${body}`;
  if (isUrlencoded(operation)) return py`data=${body}`;
  return isForm(operation) ? py`files=${api("form")}(${body})` : py`json=${enveloped(operation, body)}`;
}

/** Whether what an operation is given travels in the parts of a form. */
export function isForm({ meaning: { behaviour } }: OperationBlueprint): boolean {
  return "body" in behaviour && behaviour.body.form !== undefined;
}

/** Whether that form is sent as queries are. */
export function isUrlencoded({ meaning: { behaviour } }: OperationBlueprint): boolean {
  return "body" in behaviour && behaviour.body.form?.urlencoded === true;
}

/** Whether what an operation is given travels in the query. */
export function isQuery({ meaning: { behaviour } }: OperationBlueprint): boolean {
  return travelsInQuery(behaviour);
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
export function answered(operation: OperationBlueprint, response: Py): Py {
  return at(py`${response}.json()`, answerPath(operation));
}

/** The token in the answer of somebody who signs in: a property of it, or all of it. */
export function tokenIn(operation: OperationBlueprint, response: Py, property: string): Py {
  const { behaviour } = operation.meaning;
  const cookie = cookieOf(operation);
  if (cookie !== undefined) return py`${response}.cookies[${str(cookie)}]`;
  const answer = answered(operation, response);
  return behaviour.kind === "login" && behaviour.answer.token?.isText
    ? answer
    : py`${answer}[${str(property)}]`;
}

/** The cookie that an operation sets in which a refresh token travels. */
export function refreshCookieOf({ meaning: { behaviour } }: OperationBlueprint): string | undefined {
  return behaviour.kind === "login" || behaviour.kind === "register" || behaviour.kind === "refresh"
    ? behaviour.answer.refreshCookie
    : undefined;
}

/** The cookie that an operation sets by which callers are signed in. */
export function cookieOf({ meaning: { behaviour } }: OperationBlueprint): string | undefined {
  return behaviour.kind === "login" || behaviour.kind === "register" ? behaviour.answer.cookie : undefined;
}

/** The names that lead to what an answer holds. */
export function answerPath({ meaning: { behaviour } }: OperationBlueprint): readonly string[] {
  if (behaviour.kind === "custom") return [];
  if (behaviour.kind === "list") return pathToRows(behaviour.answer.parts);
  return behaviour.answer.envelope === undefined ? [] : [behaviour.answer.envelope];
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
    options.client ?? name(isLoader(operation) ? "connection" : "client"),
    needsConnection(operation) && name("connection"),
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
