import type { Span } from "#base";
import type { MapNode, Node } from "../document/node.ts";
import type { Context, Draft } from "./context.ts";
import { shapeOf } from "./examples.ts";
import type { Field } from "./field.ts";
import { schemaOfFields } from "./field-tree.ts";
import { mapOf, nodeOf, textNode } from "./make-node.ts";

/** What is known of one body, of one media type. Grows while the record is read. */
export interface BodyDraft {
  mediaType: string;
  /** From a type, in words. */
  type: Draft | undefined;
  /** A schema that stands in a block of its own. */
  schema: Node | undefined;
  readonly fields: Field[];
  readonly examples: Node[];
  /** What a table of forms says of each field. */
  readonly span: Span;
  /** Whether a type, fields or an example have been given: then another one is another body. */
  isNone: boolean;
}

/** A request, one answer, or the message of an event. */
export interface Side {
  readonly description: string[];
  readonly bodies: BodyDraft[];
  readonly headers: Field[];
  required: boolean | undefined;
  readonly span: Span;
}

export function makeSide(span: Span): Side {
  return { description: [], bodies: [], headers: [], required: undefined, span };
}

export function makeBody(span: Span, mediaType = "application/json"): BodyDraft {
  return { mediaType, type: undefined, schema: undefined, fields: [], examples: [], span, isNone: false };
}

/** The body that is being described; the first mention makes one. */
export function currentBody(side: Side, span: Span, mediaType?: string): BodyDraft {
  const known =
    mediaType === undefined ? side.bodies.at(-1) : side.bodies.find((body) => body.mediaType === mediaType);
  if (known !== undefined) return known;
  const body = makeBody(span, mediaType);
  side.bodies.push(body);
  return body;
}

export function isEmptyBody(body: BodyDraft): boolean {
  return (
    body.type === undefined &&
    body.schema === undefined &&
    body.fields.length === 0 &&
    body.examples.length === 0
  );
}

/** The schema of a body: as it is written, else from fields and type, else from its first example. */
export function bodySchema(context: Context, body: BodyDraft): Node | undefined {
  if (body.schema !== undefined) return body.schema;
  if (body.fields.length > 0) return schemaOfFields(context, body.fields, body.span, body.type);
  if (body.type !== undefined) return nodeOf(body.type, body.span);
  const [example] = body.examples;
  return example === undefined || !/\bjson\b|\+json/.test(body.mediaType) ? undefined : shapeOf(example);
}

/** The `content` of a side; nothing where no body was described. */
export function contentNode(context: Context, side: Side): MapNode | undefined {
  const bodies = side.bodies.filter((body) => !body.isNone);
  if (bodies.length === 0) return undefined;
  return mapOf(
    side.span,
    bodies.map((body) => [body.mediaType, mediaNode(context, body)] as const),
  );
}

function mediaNode(context: Context, body: BodyDraft): MapNode {
  const { examples, span } = body;
  const [first, ...others] = examples;
  const several =
    others.length === 0
      ? undefined
      : mapOf(
          span,
          examples.map((value, index) => [`example-${index + 1}`, mapOf(value.span, [["value", value]])]),
        );
  return mapOf(span, [
    ["schema", bodySchema(context, body)],
    ["example", others.length === 0 ? first : undefined],
    ["examples", several],
  ]);
}

/** Headers of an answer, by name. */
export function headersNode(context: Context, headers: readonly Field[], span: Span): MapNode | undefined {
  if (headers.length === 0) return undefined;
  return mapOf(
    span,
    headers.map((field) => [fieldName(field), headerNode(context, field)] as const),
  );
}

function headerNode(context: Context, field: Field): MapNode {
  return mapOf(field.span, [
    ["required", field.required === true ? nodeOf(true, field.span) : undefined],
    ...saidOf(context, field),
  ]);
}

/** What parameters and headers have in common. */
export function saidOf(context: Context, field: Field): readonly (readonly [string, Node | undefined])[] {
  const { description, examples = [], schema, span } = field;
  const [first, ...others] = examples;
  const named = examples.map((value, index) => [`example-${index + 1}`, { value }] as const);
  return [
    ["description", description === undefined ? undefined : textNode(description, span)],
    ["schema", schemaOfFields(context, [], span, schema)],
    ["example", first === undefined || others.length > 0 ? undefined : nodeOf(first, span)],
    ["examples", others.length === 0 ? undefined : nodeOf(Object.fromEntries(named), span)],
  ];
}

/** Names of parameters and headers are taken whole. */
export function fieldName(field: Field): string {
  return field.steps
    .map((step) => (step.kind === "property" ? step.name : step.kind === "items" ? "[]" : "*"))
    .join(".")
    .replaceAll(".[]", "[]");
}
