import type { Span } from "#base";
import type { Contract, MediaType, Operation, Property, Response, Schema, SchemaNode } from "#contract";
import { flattenSchema, jsonMedia, successResponses } from "#contract";

/** An operation with its path taken apart and the envelopes of its body and answer seen through. */
export interface OperationShape {
  readonly operation: Operation;
  readonly place: Place;
  readonly body?: BodyView;
  readonly answer: AnswerView;
}

/** Where in the tree of resources an operation stands. */
export interface Place {
  /** `item`: ends in a parameter; `tail`: a literal after a parameter; `literal`: no parameter before the last segment. */
  readonly kind: "item" | "tail" | "literal";
  /** For `item`, the path of the collection it is in; else the path itself. */
  readonly collection: string;
  /** The last literal segment. */
  readonly name: string;
  /** For `item`: the parameter that selects it. */
  readonly parameter?: string;
  /** The item above: its collection and the parameter that selects it. */
  readonly above?: { readonly collection: string; readonly parameter: string };
}

export interface BodyView {
  readonly envelope?: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly description: string;
  readonly span: Span;
}

export type AnswerView =
  | { readonly kind: "none"; readonly status: number; readonly span: Span }
  | {
      readonly kind: "row";
      readonly status: number;
      readonly envelope?: string;
      readonly schema: Schema;
      readonly span: Span;
    }
  | {
      readonly kind: "rows";
      readonly status: number;
      readonly envelope?: string;
      readonly schema: Schema;
      readonly total?: string;
      readonly span: Span;
    }
  | {
      readonly kind: "values";
      readonly status: number;
      readonly envelope?: string;
      readonly schema: Schema;
      readonly span: Span;
    }
  | { readonly kind: "other"; readonly status: number; readonly span: Span };

export function readShapes(contract: Contract): readonly OperationShape[] {
  return contract.operations.map((operation) => readShape(contract, operation));
}

function readShape(contract: Contract, operation: Operation): OperationShape {
  const body = readBody(contract, operation);
  return {
    operation,
    place: readPlace(operation),
    ...(body && { body }),
    answer: readAnswer(contract, operation),
  };
}

function readPlace(operation: Operation): Place {
  const segments = operation.segments;
  const texts = segments.map((segment) => (segment.kind === "literal" ? segment.text : `{${segment.name}}`));
  const pathOf = (count: number): string => `/${texts.slice(0, count).join("/")}`;
  const last = segments.at(-1);
  const literals = segments.flatMap((segment) => (segment.kind === "literal" ? [segment.text] : []));
  const name = literals.at(-1) ?? "";
  const end = last?.kind === "parameter" ? segments.length - 1 : segments.length;
  const aboveIndex = segments.slice(0, end).findLastIndex((segment) => segment.kind === "parameter");
  const aboveSegment = segments[aboveIndex];
  const above =
    aboveSegment?.kind === "parameter"
      ? { collection: pathOf(aboveIndex), parameter: aboveSegment.name }
      : undefined;
  if (last?.kind === "parameter") {
    return {
      kind: "item",
      collection: pathOf(end),
      name,
      parameter: last.name,
      ...(above && { above }),
    };
  }
  return { kind: above ? "tail" : "literal", collection: pathOf(end), name, ...(above && { above }) };
}

function readBody(contract: Contract, operation: Operation): BodyView | undefined {
  const body = operation.requestBody;
  const media = body && jsonMedia(body.content);
  if (!body || !media?.schema) return undefined;
  const outer = flattenSchema(contract, media.schema);
  const wrapped = onlyProperty(outer);
  const inner = wrapped && flattenSchema(contract, wrapped.schema);
  const common = { required: body.required, description: body.description, span: body.span };
  if (wrapped && inner && isObject(inner)) return { ...common, envelope: wrapped.name, schema: inner };
  return { ...common, schema: outer };
}

function readAnswer(contract: Contract, operation: Operation): AnswerView {
  const response = successResponses(operation)[0];
  if (!response) return { kind: "none", status: 200, span: operation.span };
  const status = /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const media: MediaType | undefined = jsonMedia(response.content);
  const span = media?.schema?.span ?? response.span;
  if (!media?.schema) return { kind: response.content.length === 0 ? "none" : "other", status, span };
  return viewAnswer(contract, flattenSchema(contract, media.schema), status, span, response);
}

function viewAnswer(
  contract: Contract,
  outer: Schema,
  status: number,
  span: Span,
  response: Response,
): AnswerView {
  if (outer.types.includes("array")) return viewArray(contract, outer, { status, span });
  if (!isObject(outer)) return { kind: "other", status, span: response.span };
  const properties = outer.properties.map((property) => ({
    property,
    schema: flattenSchema(contract, property.schema),
  }));
  const arrays = properties.filter(({ schema }) => schema.types.includes("array"));
  const counts = properties.filter(({ schema }) => schema.types.includes("integer"));
  const [only] = arrays;
  if (
    only &&
    arrays.length === 1 &&
    arrays.length + counts.length === properties.length &&
    counts.length <= 1
  ) {
    const total = counts[0]?.property.name;
    return viewArray(contract, only.schema, {
      status,
      span,
      envelope: only.property.name,
      ...(total !== undefined && { total }),
    });
  }
  const [single] = properties;
  if (single && properties.length === 1 && isObject(single.schema)) {
    return { kind: "row", status, envelope: single.property.name, schema: single.schema, span };
  }
  return { kind: "row", status, schema: outer, span };
}

interface ArrayPlace {
  readonly status: number;
  readonly span: Span;
  readonly envelope?: string;
  readonly total?: string;
}

function viewArray(contract: Contract, array: Schema, place: ArrayPlace): AnswerView {
  if (!array.items) return { kind: "other", status: place.status, span: place.span };
  const item = flattenSchema(contract, array.items);
  if (isObject(item)) return { kind: "rows", schema: item, ...place };
  const { total: _, ...rest } = place;
  return { kind: "values", schema: item, ...rest };
}

/** The one property of an envelope; a required property or the only one. */
function onlyProperty(schema: Schema): Property | undefined {
  const [property] = schema.properties;
  return schema.properties.length === 1 && isObject(schema) ? property : undefined;
}

export function isObject(schema: Schema): boolean {
  return schema.types.includes("object") || (schema.types.length === 0 && schema.properties.length > 0);
}

/** A property's schema with shared names and `allOf` resolved. */
export function propertySchema(contract: Contract, node: SchemaNode): Schema {
  return flattenSchema(contract, node);
}
