import type { Span } from "#base";
import { anySchema, type SchemaNode } from "#contract";
import type { PayloadFact, PayloadFieldFact, TaskFact } from "#facts";
import type { Shapes } from "./shape.ts";
import { typeSchema } from "./type-schemas.ts";
import { listedSchema, plainSchema, unknownSchema } from "./values.ts";

const deepest = 12;

/** The schema of what a message carries. */
export function payloadSchema(
  shapes: Shapes,
  payload: PayloadFact | undefined,
  span: Span,
  depth = 0,
): SchemaNode {
  if (payload === undefined || depth > deepest)
    return unknownSchema(span, "what it carries is known only as it runs");
  switch (payload.kind) {
    case "type":
      return typeSchema(shapes, payload.type, "output", payload.span);
    case "list":
      return {
        ...plainSchema(payload.span, "array"),
        items: payloadSchema(shapes, payload.of, payload.span, depth + 1),
      };
    case "fields":
      return {
        ...plainSchema(payload.span, "object"),
        properties: payload.fields.map((field) => ({
          name: field.name,
          required: field.required,
          schema: fieldSchema(shapes, field, depth),
          span: field.span,
        })),
        ...(payload.isPartial && { unknown: "it may carry more than is written out" }),
      };
  }
}

function fieldSchema(shapes: Shapes, { text, value, span }: PayloadFieldFact, depth: number): SchemaNode {
  if (text !== undefined) return listedSchema(span, [text]);
  if (value === undefined) return unknownSchema(span, "what it is, nothing in the source says");
  const schema = payloadSchema(shapes, value, span, depth + 1);
  // A field is where it is written, not where its value comes from.
  return schema.kind === "ref" ? schema : { ...schema, span };
}

/** What a task is given, by the names of its parameters. */
export function taskSchema(shapes: Shapes, { parameters, span }: TaskFact): SchemaNode {
  if (parameters === undefined) return unknownSchema(span, "it takes whatever it is given");
  return {
    ...plainSchema(span, "object"),
    properties: parameters.map(({ name, type, required, span: at }) => ({
      name,
      required,
      schema: type.kind === "any" ? anySchema(at) : typeSchema(shapes, type, "input", at),
      span: at,
    })),
  };
}
