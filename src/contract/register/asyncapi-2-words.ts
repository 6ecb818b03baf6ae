import type { JsonValue } from "../contract.ts";
import { isList, isMap } from "../document/json-value.ts";
import { decodePointer, encodeFragment } from "../openapi/pointer.ts";
import { type JsonMap, mapAt, mapEach, mapOf, only, pick } from "./json-maps.ts";
import { ownValue } from "./part.ts";

interface Work {
  readonly document: JsonValue;
  /** What AsyncAPI 2 has no words for. */
  readonly lost: string[];
  /** Channels that carry something else in the same direction already. */
  readonly taken: string[];
}

export interface OlderWords {
  readonly value: JsonValue;
  readonly lost: readonly string[];
  /** Addresses of channels to whose messages one would have to be added, which changes what stands. */
  readonly taken: readonly string[];
}

/** Whether a document is written in AsyncAPI 2, where operations stand in their channel. */
export function isAsyncapi2(document: JsonValue): boolean {
  return /^2\./.test(String(ownValue(document, "asyncapi") ?? ""));
}

/**
 * Sections of AsyncAPI 3 in the words of a document of AsyncAPI 2: channels by their address, and what the service sends there as
 * what others subscribe to. What that has no words for is told, and nothing is to be written by half.
 */
export function inAsyncapi2Words(fragment: JsonValue, document: JsonValue): OlderWords {
  const work: Work = { document, lost: [], taken: [] };
  const own = mapOf(fragment);
  only(work.lost, own, [
    "asyncapi",
    "info",
    "channels",
    "operations",
    "components",
    "defaultContentType",
    "id",
  ]);
  const operations = Object.entries(mapAt(own, "operations")).map(([id, value]) => ({
    id,
    own: mapOf(value),
  }));
  const shared = mapAt(own, "components");
  only(work.lost, shared, ["schemas", "messages", "securitySchemes", "correlationIds", "messageTraits"]);
  const carried = Object.entries(mapAt(own, "channels")).map(([key, value]) => {
    const its = operations.filter(({ own: each }) => referredKey(ownValue(each, "channel")) === key);
    return channel(work, mapOf(value), its);
  });
  const stray = operations.filter(
    ({ own: each }) =>
      ownValue(mapAt(own, "channels"), referredKey(ownValue(each, "channel")) ?? "") === undefined,
  );
  work.lost.push(...stray.map(({ id }) => id));
  const messages = {
    ...mapAt(shared, "messages"),
    ...Object.fromEntries(carried.flatMap((each) => [...each.shared])),
  };
  const components = {
    ...shared,
    ...(Object.keys(messages).length > 0 && {
      messages: mapEach(messages, (each) => message(work, mapOf(each))),
    }),
  };
  const value = {
    ...(carried.length > 0 && { channels: Object.fromEntries(carried.map(({ entry }) => entry)) }),
    ...(Object.keys(components).length > 0 && { components }),
  };
  return { value, lost: work.lost, taken: work.taken };
}

interface OwnOperation {
  readonly id: string;
  readonly own: JsonMap;
}

interface CarriedChannel {
  readonly entry: readonly [string, JsonValue];
  /** Messages that stand among the shared ones, as the document has it. */
  readonly shared: ReadonlyMap<string, JsonValue>;
}

function channel(work: Work, own: JsonMap, operations: readonly OwnOperation[]): CarriedChannel {
  only(work.lost, own, ["address", "summary", "description", "parameters", "messages", "bindings"]);
  const address = ownValue(own, "address");
  if (typeof address !== "string") work.lost.push("a channel without an address");
  const messages = mapAt(own, "messages");
  const shared = new Map<string, JsonValue>();
  const used = new Set<string>();
  const directions = (["publish", "subscribe"] as const).flatMap((direction) => {
    const its = operations.filter(({ own: each }) => directionOf(each) === direction);
    if (its.length === 0) return [];
    const keys = [...new Set(its.flatMap(({ own: each }) => messageKeys(each, messages)))];
    for (const key of keys) used.add(key);
    const carried = keys.map((key) => placed(work, mapOf(ownValue(messages, key) ?? {}), key, shared));
    if (isTaken(work, String(address), direction, carried)) work.taken.push(String(address));
    const [single, ...more] = carried;
    const carries = more.length === 0 ? single : { oneOf: carried };
    return [
      [direction, { ...asOne(work, its), ...(carries !== undefined && { message: carries }) }] as const,
    ];
  });
  work.lost.push(...Object.keys(messages).filter((key) => !used.has(key)));
  const [description, summary] = [ownValue(own, "description"), ownValue(own, "summary")];
  if (description !== undefined && summary !== undefined) work.lost.push("summary");
  const words = description ?? summary;
  const parameters = mapEach(mapAt(own, "parameters"), (each) => parameter(work, mapOf(each)));
  const said = {
    ...(words !== undefined && { description: words }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...pick(own, ["bindings"]),
    ...Object.fromEntries(directions),
  };
  return { entry: [String(address), said], shared };
}

/** One operation speaks for all that goes one way: several that say more than that it happens are not made one. */
function asOne(work: Work, [first, ...others]: readonly OwnOperation[]): JsonMap {
  if (!first) return {};
  const bare = ({ id }: OwnOperation): string => id.replace(/ \d+$/, "");
  if (others.every((each) => bare(each) === bare(first))) return operation(work, first);
  const named = [first, ...others].filter((each) => Object.keys(operation(work, each)).length > 0);
  work.lost.push(...named.map(({ id }) => id));
  return {};
}

/** What others publish the service receives, and what they subscribe to it sends. */
function directionOf(operation: JsonMap): "publish" | "subscribe" {
  return ownValue(operation, "action") === "receive" ? "publish" : "subscribe";
}

function messageKeys(operation: JsonMap, messages: JsonMap): readonly string[] {
  const listed = ownValue(operation, "messages");
  return listed !== undefined && isList(listed)
    ? listed.flatMap((each) => referredKey(each) ?? [])
    : Object.keys(messages);
}

/** The message at its place: among the shared ones where the document has such, else where it is carried. */
function placed(work: Work, own: JsonMap, key: string, shared: Map<string, JsonValue>): JsonValue {
  if (ownValue(own, "$ref") !== undefined) return own;
  const messages = ownValue(ownValue(work.document, "components"), "messages");
  if (messages === undefined || !isMap(messages)) return message(work, own);
  const name = ownValue(own, "name");
  const title = typeof name === "string" && name !== "" ? name : key;
  shared.set(title, own);
  return { $ref: encodeFragment(["components", "messages", title]) };
}

/** Whether something else goes the same way on the channel already: a second message would stand in a list with it. */
function isTaken(work: Work, address: string, direction: string, carried: readonly JsonValue[]): boolean {
  const known = ownValue(
    ownValue(ownValue(ownValue(work.document, "channels"), address), direction),
    "message",
  );
  if (known === undefined || carried.length === 0) return false;
  const names = new Set(carried.map((each) => nameOf(work, each)));
  const listed = ownValue(known, "oneOf");
  const all = listed !== undefined && isList(listed) ? listed : [known];
  return all.length !== carried.length || all.some((each) => !names.has(nameOf(work, each)));
}

function nameOf({ document }: Work, value: JsonValue): string {
  const key = referredKey(value);
  const shared =
    key === undefined ? undefined : ownValue(mapAt(mapAt(mapOf(document), "components"), "messages"), key);
  const own = ownValue(shared ?? value, "name");
  return typeof own === "string" && own !== "" ? own : (key ?? "");
}

const kept = ["summary", "description", "tags", "externalDocs", "bindings"];

function operation(work: Work, { id, own }: OwnOperation): JsonMap {
  only(work.lost, own, [...kept, "action", "channel", "messages", "title", "security"]);
  const security = ownValue(own, "security");
  const schemes = security !== undefined && isList(security) ? security.map((each) => referredKey(each)) : [];
  work.lost.push(...schemes.filter((each) => each === undefined).map(() => "security"));
  return {
    // A name that nobody gave is put together from words.
    ...(/\s/.test(id) ? {} : { operationId: id }),
    ...pick(own, kept),
    ...(schemes.length > 0 && { security: schemes.map((each) => ({ [String(each)]: [] })) }),
  };
}

const ofMessages = [
  ...["name", "title", "summary", "description", "contentType", "headers", "payload", "correlationId"],
  ...["tags", "externalDocs", "examples", "bindings", "traits", "$ref"],
];

function message(work: Work, own: JsonMap): JsonMap {
  only(work.lost, own, ofMessages);
  const payload = ownValue(own, "payload");
  const format = ownValue(payload, "schemaFormat");
  const schema = ownValue(payload, "schema");
  if (format === undefined || schema === undefined) return own;
  // The language of a payload stands beside it.
  return Object.fromEntries(
    Object.entries(own).flatMap(([key, value]) =>
      key === "payload"
        ? [
            ["schemaFormat", format],
            ["payload", schema],
          ]
        : [[key, value]],
    ),
  );
}

function parameter(work: Work, own: JsonMap): JsonMap {
  if (ownValue(own, "$ref") !== undefined) work.lost.push("parameters");
  only(work.lost, own, ["description", "enum", "default", "examples", "location", "$ref"]);
  return {
    ...pick(own, ["description"]),
    schema: { type: "string", ...pick(own, ["enum", "default", "examples"], false) },
    ...pick(own, ["location"], false),
  };
}

/** The last key of what a reference leads to. */
function referredKey(value: JsonValue | undefined): string | undefined {
  const reference = ownValue(value, "$ref");
  return typeof reference === "string" && reference.startsWith("#")
    ? decodePointer(reference.slice(1))?.at(-1)
    : undefined;
}
