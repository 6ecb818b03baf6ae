import { type Span, singular, snakeCase } from "#base";
import type { Contract, MediaType, Operation, Property, RequestBody, Schema } from "#contract";
import { jsonMedia, successResponses } from "#contract";
import { contentWords } from "./answer-words.ts";
import type { AnswerPart, Telling } from "./answers.ts";
import { type EnvelopeReading, isRowWithList, readConstants, readEnvelope } from "./envelopes.ts";
import { readFileBody } from "./file-bodies.ts";
import { type FormView, formMedia, isUrlencoded, readForm, readUrlencoded } from "./form-bodies.ts";
import { readKeyList } from "./key-lists.ts";
import { objectSchema } from "./kinds.ts";
import { sameName } from "./names.ts";
import { inOneCollection, joinNumbers } from "./one-collection.ts";
import { pageEnvelopes } from "./page-envelopes.ts";
import { findSaidBefore, narrowedPlace, type Place, readPlace, type SaidBefore } from "./places.ts";
import { isObject } from "./schemas.ts";
import { readTelling } from "./telling.ts";

export type { Place } from "./places.ts";
export { givenProperties, isObject, propertySchema, shownProperties } from "./schemas.ts";

/** An operation with its path taken apart and the envelopes of its body and answer seen through. */
export interface OperationShape {
  readonly operation: Operation;
  readonly place: Place;
  readonly body?: BodyView;
  readonly answer: AnswerView;
}

export interface BodyView {
  readonly envelope?: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly description: string;
  readonly span: Span;
  /** Where it is sent in parts: its files. */
  readonly form?: FormView;
}

export type AnswerView =
  | { readonly kind: "none"; readonly status: number; readonly span: Span }
  | {
      readonly kind: "row";
      readonly status: number;
      readonly envelope?: string;
      /** The shared name of the schema of the envelope. */
      readonly envelopeName?: string;
      readonly constants?: readonly AnswerPart[];
      /** What it tells, where it only tells how something went. */
      readonly telling?: Telling;
      readonly schema: Schema;
      readonly span: Span;
    }
  | {
      readonly kind: "rows" | "values";
      readonly status: number;
      /** The one property that holds the array, where it stands in a property of the answer. */
      readonly envelope?: string;
      /** Schema of one row, or of one value. */
      readonly schema: Schema;
      /** The properties of the object around the array; none where the answer is a mere array. */
      readonly parts: readonly AnswerPart[];
      /** The names that lead to a property which nothing explains. */
      readonly unknown?: string;
      readonly span: Span;
    }
  | { readonly kind: "other"; readonly status: number; readonly span: Span };

export function readShapes(contract: Contract): readonly OperationShape[] {
  const saidBefore = findSaidBefore(contract);
  const plain = contract.operations.map((operation) => readShape(contract, operation, saidBefore));
  const joined = joinNumbers(plain.map(({ place }) => place));
  const shapes = plain.map((shape) => ({ ...shape, place: inOneCollection(shape.place, joined) }));
  const news = sharedNews(contract, shapes);
  const asked = new Set(
    shapes.flatMap(({ operation, answer }) =>
      operation.method === "get" && (answer.kind === "row" || answer.kind === "rows")
        ? (answer.schema.name ?? [])
        : [],
    ),
  );
  const around = pageEnvelopes(contract, shapes);
  return shapes.map((shape) => withTelling(contract, withoutEnvelope(shape, around), { asked, news }));
}

/** What is answered around something of which nothing is said is no row. */
function withoutEnvelope(shape: OperationShape, around: ReadonlySet<string>): OperationShape {
  const { answer } = shape;
  const isAround = answer.kind === "row" && around.has(answer.schema.name ?? "");
  return isAround ? { ...shape, answer: { kind: "other", status: answer.status, span: answer.span } } : shape;
}

/** Which schemas stand for rows because a question answers them, and which only say how things went wherever they stand. */
interface NamedAnswers {
  readonly asked: ReadonlySet<string>;
  readonly news: ReadonlySet<string>;
}

/** Schemas that only tell how something went and that operations of several collections answer, not all of them questions. */
function sharedNews(contract: Contract, shapes: readonly OperationShape[]): ReadonlySet<string> {
  const places = new Map<string, Set<string>>();
  const changed = new Set<string>();
  for (const { operation, place, answer } of shapes) {
    if (answer.kind !== "row" || answer.schema.name === undefined || answer.envelope !== undefined) continue;
    if (!readTelling(contract, answer.schema, answer.status)) continue;
    const { name } = answer.schema;
    places.set(name, (places.get(name) ?? new Set()).add(place.collection));
    if (operation.method !== "get") changed.add(name);
  }
  return new Set([...places].flatMap(([name, { size }]) => (size > 1 && changed.has(name) ? [name] : [])));
}

/** What is answered to a question is a row, and so is what shows something of the body; other objects may only tell. */
function withTelling(
  contract: Contract,
  shape: OperationShape,
  { asked, news }: NamedAnswers,
): OperationShape {
  const { operation, place, answer, body } = shape;
  if (answer.kind !== "row") return shape;
  const { name: title = "" } = answer.schema;
  if (!news.has(title) && (operation.method === "get" || asked.has(title))) return shape;
  const given = new Set(body?.schema.properties.map(({ name }) => name));
  if (answer.schema.properties.some(({ name }) => given.has(name))) return shape;
  const takesFile = answer.envelope === undefined && readFileBody(contract, operation) !== undefined;
  const isOfMany =
    (body && readKeyList(contract, body.schema)) || (operation.method === "delete" && !place.parameter);
  const of = takesFile ? "file" : isOfMany ? "rows" : "anything";
  const telling = readTelling(contract, answer.schema, answer.status, of);
  return telling ? { ...shape, answer: { ...answer, telling } } : shape;
}

function readShape(contract: Contract, operation: Operation, saidBefore: SaidBefore): OperationShape {
  const body = readBody(contract, operation);
  const place = readPlace(operation, saidBefore);
  const given = body ?? readBeside(contract, operation);
  const answer = readAnswer(contract, operation, place, given);
  const isNarrowed = operation.method === "get" && place.kind === "item" && answer.kind === "rows";
  return {
    operation,
    place: isNarrowed ? narrowedPlace(place) : place,
    ...(body && { body }),
    answer,
  };
}

/** What another operation at the path takes: what a question there answers may be the same. */
function readBeside(contract: Contract, { method, path }: Operation): BodyView | undefined {
  if (method !== "get") return undefined;
  const change = contract.operations.find(
    (other) => other.path === path && (other.method === "put" || other.method === "patch"),
  );
  return change && readBody(contract, change);
}

function readBody(contract: Contract, operation: Operation): BodyView | undefined {
  const body = operation.requestBody;
  const json = body && jsonMedia(body.content);
  const media = body && (json ?? formMedia(body.content));
  if (!body || !media?.schema) return undefined;
  const outer = objectSchema(contract, media.schema);
  if (!json) return readFormBody(contract, body, media, outer);
  const wrapped = onlyProperty(outer);
  const inner = wrapped && objectSchema(contract, wrapped.schema);
  const common = { required: body.required, description: body.description, span: body.span };
  if (wrapped && inner && isObject(inner)) return { ...common, envelope: wrapped.name, schema: inner };
  return { ...common, schema: outer };
}

function readFormBody(
  contract: Contract,
  { required, description, span }: RequestBody,
  media: MediaType,
  whole: Schema,
): BodyView | undefined {
  if (!isObject(whole)) return undefined;
  const parts = isUrlencoded(media) ? readUrlencoded(contract, whole) : readForm(contract, whole);
  return { required, description, span, ...parts };
}

function readAnswer(contract: Contract, operation: Operation, place: Place, body?: BodyView): AnswerView {
  const response = successResponses(operation)[0];
  if (!response) return { kind: "none", status: 200, span: operation.span };
  const status = /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const media: MediaType | undefined = jsonMedia(response.content);
  const span = media?.schema?.span ?? response.span;
  if (!media?.schema) return { kind: response.content.length === 0 ? "none" : "other", status, span };
  const outer = objectSchema(contract, media.schema);
  if (outer.types.includes("array")) return viewArray(contract, outer, { status, span, parts: [] });
  if (!isObject(outer)) return { kind: "other", status, span: response.span };
  const envelope = readEnvelope(contract, outer, media.examples);
  const isList = place.kind !== "item" || (envelope !== undefined && isPlainlyList(envelope, operation));
  if (envelope && isList && isAround(envelope, operation, outer, body)) {
    const { name, rows, parts, unknown } = envelope;
    const common = { status, span, envelope: name, parts };
    return viewArray(contract, rows, unknown === undefined ? common : { ...common, unknown });
  }
  return viewRow(contract, outer, { status, span }, nounsOf(place));
}

/** What a path speaks of: one of the rows at its end, and the row above it. */
function nounsOf({ name, above }: Place): ReadonlySet<string> {
  const words = [name, above?.collection.split("/").at(-1) ?? ""].map((word) => snakeCase(word));
  return new Set(words.flatMap((word) => [word, singular(word)]));
}

/** Of a path that ends in a parameter: whether nothing but a list is answered, and what tells of it. */
function isPlainlyList({ name, unknown, parts }: EnvelopeReading, { method }: Operation): boolean {
  return method === "get" && unknown === undefined && parts.length > 1 && listWords.has(snakeCase(name));
}

/** What no row calls a list among its fields. */
const listWords: ReadonlySet<string> = new Set(["data", "list", "records", "result", "results", "rows"]);

/** Whether the object only stands around the rows: a row itself may have a list and a number among its fields. */
function isAround(
  envelope: EnvelopeReading,
  { method }: Operation,
  outer: Schema,
  body: BodyView | undefined,
): boolean {
  const { name, unknown } = envelope;
  if (body?.schema.properties.some((property) => property.name === name)) return false;
  if (isRowWithList(outer, envelope)) return false;
  if (unknown === undefined) return true;
  const hasKey = outer.properties.some((property) => /^_?(?:id|uuid)$/i.test(property.name));
  return method === "get" && !hasKey && contentWords.has(snakeCase(name));
}

function viewRow(
  contract: Contract,
  outer: Schema,
  place: { readonly status: number; readonly span: Span },
  nouns: ReadonlySet<string>,
): AnswerView {
  const wrapped = readConstants(contract, outer, nouns);
  if (!wrapped) return { kind: "row", schema: outer, ...place };
  const { property, constants } = wrapped;
  const schema = objectSchema(contract, property.schema);
  const around = outer.name === undefined ? {} : { envelopeName: outer.name };
  const envelope = { kind: "row", envelope: property.name, ...around, schema, ...place } as const;
  if (constants.length === 0) return envelope;
  // A row of its own may have a constant and an object among its fields.
  const word = snakeCase(property.name);
  const isAround = contentWords.has(word) || nouns.has(word) || sameName(property.name, schema.name ?? "");
  return isAround ? { ...envelope, constants } : { kind: "row", schema: outer, ...place };
}

interface ArrayPlace {
  readonly status: number;
  readonly span: Span;
  readonly envelope?: string;
  readonly parts: readonly AnswerPart[];
  readonly unknown?: string;
}

function viewArray(contract: Contract, array: Schema, place: ArrayPlace): AnswerView {
  if (!array.items) return { kind: "other", status: place.status, span: place.span };
  const item = objectSchema(contract, array.items);
  return { kind: isObject(item) ? "rows" : "values", schema: item, ...place };
}

/** The one property of an envelope; a required property or the only one. */
function onlyProperty(schema: Schema): Property | undefined {
  const [property] = schema.properties;
  return schema.properties.length === 1 && isObject(schema) ? property : undefined;
}
