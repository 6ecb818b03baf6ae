import { idOf } from "../classes.ts";
import type { PayloadFact, PayloadFieldFact } from "../event.ts";
import type { Flow } from "../flow/flow.ts";
import type { FlowValue, Mapping, Place, Written } from "../flow/values.ts";
import type { Reading } from "../front-end.ts";
import { spanOf } from "../places.ts";
import type { SchemaFact, SchemaFieldFact } from "../schema.ts";
import type { TypeFact } from "../type.ts";
import { typeAt } from "./type-at.ts";
import { isWired, unwrap, type WireForm } from "./wire.ts";

/** What the reading of messages carries along. */
export interface MessageReading {
  readonly reading: Reading;
  /** Schemas and records by their ids. */
  readonly shapes: ReadonlyMap<string, SchemaFact>;
}

/** A value to be read: at least its place. */
interface Payload {
  readonly value: FlowValue | undefined;
  readonly written?: Written | undefined;
  readonly place: Place;
}

const deepest = 8;

/** What a value is once it travels; undefined where nothing tells. */
export function payloadOf(
  messages: MessageReading,
  flow: Flow,
  { value, written, place }: Payload,
  depth = 0,
): PayloadFact | undefined {
  if (depth > deepest) return undefined;
  const here: Place = written === undefined ? place : { module: written.module, ...stretchOf(written) };
  const span = spanOf(here.module, here);
  const scalar = (name: string): PayloadFact => ({ kind: "type", type: { kind: "scalar", name }, span });
  const below = (inner: FlowValue | undefined): PayloadFact | undefined =>
    payloadOf(messages, flow, { value: inner, place: here }, depth + 1);
  if (isWired(value)) {
    const { value: inner, form } = unwrap(value);
    return inner === undefined ? undefined : dumped(messages, below(inner), form);
  }
  switch (value?.kind) {
    case "mapping":
      return fieldsOf(messages, flow, value, value.place ?? here, depth);
    case "object":
      return typeof value.of === "string"
        ? typed(messages, flow, written, span)
        : classOf(messages, idOf(value.of), span);
    case "text":
    case "built":
      return scalar("text");
    case "list":
    case "collection": {
      const items = value.kind === "list" ? value.items.map(below) : [below(value.of)];
      const [first] = items;
      const isAlike = items.every((each) => JSON.stringify(bare(each)) === JSON.stringify(bare(first)));
      if (first === undefined) return typed(messages, flow, written, span) ?? { kind: "list", span };
      return { kind: "list", span, ...(isAlike && { of: first }) };
    }
    default:
      return typed(messages, flow, written, span);
  }
}

function stretchOf({ node: { start, end } }: Written): { readonly start: number; readonly end: number } {
  return { start, end };
}

function bare(payload: PayloadFact | undefined): unknown {
  return payload?.kind === "type" ? payload.type : payload?.kind;
}

/** What only the type of an expression tells. */
function typed(
  messages: MessageReading,
  flow: Flow,
  written: Written | undefined,
  span: PayloadFact["span"],
): PayloadFact | undefined {
  const type = written && typeAt(messages, flow, written);
  // How a decimal number travels, only what writes it out knows.
  const isOpen = type?.kind === "unknown" || (type?.kind === "scalar" && type.name === "decimal");
  if (type === undefined || isOpen) return undefined;
  return { kind: "type", type, span };
}

function classOf(messages: MessageReading, id: string, span: PayloadFact["span"]): PayloadFact | undefined {
  return messages.shapes.has(id) ? { kind: "type", type: { kind: "reference", id }, span } : undefined;
}

function fieldsOf(
  messages: MessageReading,
  flow: Flow,
  { entries, maybe, others, written: places = new Map() }: Mapping,
  place: Place,
  depth: number,
): PayloadFact {
  const span = spanOf(place.module, place);
  const fields = [...entries].map(([name, value]): PayloadFieldFact => {
    const written = places.get(name);
    const found = payloadOf(messages, flow, { value, written, place }, depth + 1);
    const at = written === undefined ? span : spanOf(written.module, stretchOf(written));
    return {
      name,
      required: maybe?.has(name) !== true,
      span: at,
      ...(found && { value: found }),
      ...(value?.kind === "text" && { text: value.text }),
    };
  });
  return { kind: "fields", fields, isPartial: others !== undefined, span };
}

/** An object that was told how to write itself out. */
function dumped(
  { shapes }: MessageReading,
  payload: PayloadFact | undefined,
  form: WireForm | undefined,
): PayloadFact | undefined {
  if (form === undefined || payload?.kind !== "type" || payload.type.kind !== "reference") return payload;
  const shape = shapes.get(payload.type.id);
  if (shape === undefined) return undefined;
  const { byAlias, without = [], only, isPartial = false } = form;
  const isWhole = without.length === 0 && only === undefined && !isPartial;
  const isNamed = byAlias || shape.fields.every(({ name, outputName }) => outputName === name);
  if (isWhole && isNamed) return payload;
  const { span } = payload;
  const shown = shape.fields.filter(
    ({ name, hidden }) => !hidden && !without.includes(name) && only?.includes(name) !== false,
  );
  const fields = shown.flatMap((field) => fieldOf(field, byAlias, isPartial));
  return { kind: "fields", fields, isPartial: shape.isPartial, span };
}

function fieldOf(
  { name, outputName, type, outputType, span }: SchemaFieldFact,
  byAlias: boolean,
  mayBeAbsent: boolean,
): readonly PayloadFieldFact[] {
  const shown = byAlias ? outputName : name;
  const own: TypeFact = outputType ?? type;
  if (shown === undefined) return [];
  return [{ name: shown, required: !mayBeAbsent, value: { kind: "type", type: own, span }, span }];
}
