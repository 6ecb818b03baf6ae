import type { Expression } from "#python";
import { unwrapAnnotated } from "../annotated.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { argumentOf, isNone, keyword } from "../literals.ts";
import type { TypeFact } from "../type.ts";
import { outerName, readType, type TypePlace } from "../types.ts";
import { pydanticName } from "./names.ts";

const deepest = 10;

/**
 * The type of what is given out, where a serializer beside the type makes something else of it; undefined where none does:
 * https://docs.pydantic.dev/latest/concepts/serialization/#field-serializers
 */
export function readOutputType(
  reading: Reading,
  from: TypePlace,
  annotation: Expression,
  depth = 0,
): TypeFact | undefined {
  if (depth > deepest) return undefined;
  const { place, expression, metadata, given } = unwrapAnnotated(reading, from, annotation);
  for (const each of metadata.toReversed()) {
    if (each.expression.kind !== "call") continue;
    const { callee } = each.expression;
    const meant = defineExpression(reading.project, each.place.module, callee, each.place.scopes);
    const name = meant?.kind === "external" ? pydanticName(meant.path) : undefined;
    if (name !== "PlainSerializer" && name !== "WrapSerializer") continue;
    const said = keyword(each.expression, "return_type");
    if (said !== undefined) return readType(reading, each.place, said);
    const made = argumentOf(each.expression, "func", 0);
    const by = made && defineExpression(reading.project, each.place.module, made, each.place.scopes);
    if (by?.kind === "function" && by.node.returns !== undefined)
      return readType(reading, { module: by.module }, by.node.returns);
    return by === undefined && made?.kind === "name"
      ? readType(reading, each.place, made)
      : { kind: "unknown" };
  }
  const part = nullablePart(reading, place, expression);
  const inner = (part?.kind === "name" && given.get(part.id)) || (part && { place, expression: part });
  const of = inner && readOutputType(reading, inner.place, inner.expression, depth + 1);
  return of && { kind: "optional", of };
}

/** `X` of `X | None` and of `Optional[X]`. */
function nullablePart(reading: Reading, place: TypePlace, expression: Expression): Expression | undefined {
  if (expression.kind === "binary" && expression.operator === "|")
    return isNone(expression.right)
      ? expression.left
      : isNone(expression.left)
        ? expression.right
        : undefined;
  if (expression.kind !== "subscript") return undefined;
  return outerName(reading, place, expression.value) === "Optional" ? expression.index : undefined;
}
