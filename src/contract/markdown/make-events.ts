import type { Span } from "#base";
import { definedFields } from "../defined.ts";
import { jsonValueOf } from "../document/json-value.ts";
import type { Node } from "../document/node.ts";
import type { ContractEvent, EventChannel, EventParty } from "../events.ts";
import type { SchemaNode } from "../schema.ts";
import type { SecurityRequirement } from "../security-scheme.ts";
import { readAuth, type Schemes } from "./auth.ts";
import { type Context, tell } from "./context.ts";
import { readEndpoint } from "./endpoint-heading.ts";
import type { EventDraft } from "./event-draft.ts";
import { fieldSchema } from "./field.ts";
import { schemaOfFields } from "./field-tree.ts";
import { plain, uncode } from "./plain.ts";
import { bodySchema, fieldName } from "./side.ts";
import { type Piece, spanOf } from "./source.ts";

/** An operation that says which events it emits. */
export interface Emitter {
  readonly id: string;
  readonly emits: readonly Piece[];
}

export interface EventSetting {
  readonly service: string;
  readonly schemes: Schemes;
  readonly emitters: readonly Emitter[];
  /** Their ids, by these and by method and path. */
  readonly operations: ReadonlyMap<string, string>;
  /** Reads a schema among those of the record. */
  readonly read: (node: Node) => SchemaNode;
}

/** The events of a record; those that an endpoint emits and nothing describes are there by their name alone. */
export function makeEvents(
  context: Context,
  drafts: readonly EventDraft[],
  setting: EventSetting,
): readonly ContractEvent[] {
  const named = new Map<string, number>();
  for (const { name } of drafts) named.set(name, (named.get(name) ?? 0) + 1);
  const events = drafts.map((draft) => makeEvent(context, draft, setting, (named.get(draft.name) ?? 0) > 1));
  const known = new Set(drafts.map(({ name }) => name));
  const bare = new Map<string, ContractEvent>();
  for (const { emits } of setting.emitters) {
    for (const piece of emits) {
      if (known.has(piece.text) || bare.has(piece.text)) continue;
      tell(context, piece, {
        rule: "undescribed-event",
        severity: "note",
        message: `"${piece.text.slice(0, 80)}" is emitted, but this record does not describe it: what it carries is not known here`,
        mend: `add a section "### ${piece.text.slice(0, 80)}" with trigger, channel, consumers and payload`,
      });
      bare.set(
        piece.text,
        emptyEvent(piece.text, producersOf(context, piece.text, [], setting), spanOf(context.source, piece)),
      );
    }
  }
  return [...uniqueIds(events), ...bare.values()];
}

function makeEvent(
  context: Context,
  draft: EventDraft,
  setting: EventSetting,
  isShared: boolean,
): ContractEvent {
  const { payload, span } = draft;
  const body = payload.bodies.find((each) => !each.isNone);
  const schema = body === undefined ? undefined : bodySchema(context, body);
  const channel = channelOf(context, draft, setting);
  const party = (piece: Piece): EventParty => partyOf(context, piece, setting);
  const named = draft.producers.map(party);
  const triggers = triggersOf(draft, setting).filter(
    ({ operation }) => !named.some((each) => each.operation === operation),
  );
  const said = [
    ...named.filter(
      ({ operation, service }) =>
        operation !== undefined || triggers.length === 0 || service !== setting.service,
    ),
    ...triggers,
  ];
  const security = draft.auth === undefined ? [] : readAuth(context, setting.schemes, draft.auth).security;
  return {
    ...emptyEvent(draft.name, producersOf(context, draft.name, said, setting), span),
    id: isShared && channel !== undefined ? `${draft.name} ${channel.id}` : draft.name,
    title: draft.title,
    summary: draft.summary,
    description: [...draft.description, ...payload.description].join("\n\n").trim(),
    trigger: draft.trigger,
    consumers: draft.consumers.map(party),
    contentType: payload.bodies.at(-1)?.mediaType ?? "application/json",
    tags: draft.tags,
    deprecated: draft.deprecated,
    security: security.map(
      (each): SecurityRequirement =>
        new Map(Object.entries(each).map(([name, scopes]) => [name, scopes as readonly string[]])),
    ),
    examples: (body?.examples ?? []).map(jsonValueOf),
    ...definedFields({
      channel,
      payload: schema === undefined ? undefined : setting.read(schema),
      headers:
        payload.headers.length === 0
          ? undefined
          : setting.read(schemaOfFields(context, payload.headers, payload.span)),
      correlation: draft.correlation,
      reply: replyOf(context, draft),
    }),
  };
}

function emptyEvent(name: string, producers: readonly EventParty[], span: Span): ContractEvent {
  return {
    name,
    id: name,
    title: "",
    summary: "",
    description: "",
    trigger: "",
    producers,
    consumers: [],
    contentType: "application/json",
    tags: [],
    deprecated: false,
    security: [],
    examples: [],
    span,
  };
}

/** Those that the event names, and the operations that say they emit it; each once. */
function producersOf(
  context: Context,
  name: string,
  said: readonly EventParty[],
  setting: EventSetting,
): readonly EventParty[] {
  const emitting = setting.emitters.flatMap(({ id, emits }) =>
    emits
      .filter((piece) => piece.text === name)
      .map((piece) => ({ service: setting.service, operation: id, span: spanOf(context.source, piece) })),
  );
  const isKnown = (party: EventParty) =>
    said.some(
      (other) =>
        other.operation === party.operation && (other.service === party.service || other.service === ""),
    );
  // `Orders` alone says no more than an operation of Orders does.
  const kept = said.filter(
    (party) => party.operation !== undefined || !emitting.some((other) => other.service === party.service),
  );
  return [...kept, ...emitting.filter((party) => !isKnown(party))];
}

// `Orders (createOrder)`: the service, and the operation in it.
function partyOf(context: Context, piece: Piece, setting: EventSetting): EventParty {
  const span = spanOf(context.source, piece);
  const match = /^(.*?)\s*\(([^()]+)\)$/.exec(piece.text);
  if (match)
    return { service: match[1] === "" ? setting.service : (match[1] ?? ""), operation: match[2] ?? "", span };
  const operation = setting.operations.get(uncode(piece.text));
  return operation === undefined
    ? { service: piece.text, span }
    : { service: setting.service, operation, span };
}

/** The operations that a trigger names, by method and path or by a marked id: `after POST /orders`. */
function triggersOf(
  { triggerSpan, trigger, span }: EventDraft,
  setting: EventSetting,
): readonly EventParty[] {
  const paths = [...plain(trigger).matchAll(/(?<![\w/])(?:GET|POST|PUT|PATCH|DELETE) \/[^\s,;)\]]*/g)].map(
    ([named]) => {
      const { method, path } = readEndpoint(named) ?? {};
      return method === undefined ? "" : `${method.toUpperCase()} ${path}`;
    },
  );
  const ids = [...trigger.matchAll(/`([^`\s]{1,120})`/g)].map(([, id = ""]) => id);
  const found = new Set([...paths, ...ids].flatMap((name) => setting.operations.get(name) ?? []));
  return [...found].map((operation) => ({ service: setting.service, operation, span: triggerSpan ?? span }));
}

function channelOf(context: Context, draft: EventDraft, setting: EventSetting): EventChannel | undefined {
  const { channel } = draft;
  if (channel === undefined) return undefined;
  const [, id = channel.text, address = channel.text] =
    /^(\S+)\s+(?:→|->|=>)\s+(\S+)$/.exec(channel.text) ?? [];
  return {
    id,
    address,
    description: draft.channelDescription,
    parameters: draft.channelParameters.map((field) => ({
      name: fieldName(field),
      description: field.description ?? "",
      schema: setting.read(
        schemaOfFields(context, [], field.span, fieldSchema({ ...field, description: "" })),
      ),
      span: field.span,
    })),
    protocols: [...new Set(draft.protocols)].toSorted(),
    span: spanOf(context.source, channel),
  };
}

function replyOf(context: Context, { reply }: EventDraft): ContractEvent["reply"] {
  if (reply === undefined) return undefined;
  const events = reply.text
    .split(/\s*,\s*/)
    .map((name) => name.replace(/`/g, ""))
    .filter((name) => name !== "");
  return { events, span: spanOf(context.source, reply) };
}

function uniqueIds(events: readonly ContractEvent[]): readonly ContractEvent[] {
  const seen = new Set<string>();
  return events.map((event) => {
    let { id } = event;
    while (seen.has(id)) id = `${id}'`;
    seen.add(id);
    return { ...event, id };
  });
}
