import type { Span } from "#base";
import type { SchemaFact, SchemaFieldFact } from "../schema.ts";
import type { TypeFact } from "../type.ts";

/** What is answered where a request is not as declared: https://fastapi.tiangolo.com/tutorial/handling-errors/#override-the-httpexception-error-handler */
export const validationErrorId = "fastapi:HTTPValidationError";

const text: TypeFact = { kind: "scalar", name: "text" };

/** The shapes that the framework itself answers with, said to stand where the application is made. */
export function validationErrors(span: Span): readonly SchemaFact[] {
  const place: TypeFact = {
    kind: "list",
    of: { kind: "union", of: [text, { kind: "scalar", name: "integer" }] },
  };
  const inner: TypeFact = { kind: "reference", id: "fastapi:ValidationError" };
  return [
    shape(span, validationErrorId, [field(span, "detail", { kind: "list", of: inner }, false)]),
    shape(span, inner.id, [
      field(span, "loc", place, true),
      field(span, "msg", text, true),
      field(span, "type", text, true),
    ]),
  ];
}

function shape(span: Span, id: string, fields: readonly SchemaFieldFact[]): SchemaFact {
  return {
    id,
    name: id.slice(id.indexOf(":") + 1),
    framework: "fastapi",
    span,
    form: "record",
    fields,
    bases: [],
    variables: [],
    extra: "ignore",
    fromAttributes: false,
    byName: false,
    checks: [],
    isPartial: false,
  };
}

function field(span: Span, name: string, type: TypeFact, required: boolean): SchemaFieldFact {
  const names = { inputNames: [name], outputName: name };
  return { name, type, span, required, ...names, constraints: {}, computed: false, hidden: false };
}
