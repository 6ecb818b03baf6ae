import type { Expression } from "#python";
import { defineExpression } from "./definitions.ts";
import type { Reading } from "./front-end.ts";
import { expressionIn, outerName, type TypePlace } from "./types.ts";

/** An annotation without what `Annotated` says beside it, and where each part was written. */
export interface Unwrapped {
  readonly place: TypePlace;
  readonly expression: Expression;
  readonly metadata: readonly { readonly place: TypePlace; readonly expression: Expression }[];
}

const deepest = 24;

/** Takes `Annotated` off an annotation, also where a name stands for it: `CurrentUser = Annotated[User, Depends(…)]`. */
export function unwrapAnnotated(reading: Reading, from: TypePlace, annotation: Expression): Unwrapped {
  let place = from;
  let expression = annotation;
  const metadata: Unwrapped["metadata"][number][] = [];
  for (let way = 0; way < deepest; way += 1) {
    const next = nextWithin(reading, place, expression);
    if (next === undefined) break;
    metadata.unshift(...next.metadata);
    ({ place, expression } = next);
  }
  return { place, expression, metadata };
}

function nextWithin(reading: Reading, place: TypePlace, expression: Expression): Unwrapped | undefined {
  if (expression.kind === "string") {
    const inner = expressionIn(expression.value);
    return inner && { place, expression: inner, metadata: [] };
  }
  if (expression.kind === "subscript" && outerName(reading, place, expression.value) === "Annotated") {
    const [first, ...beside] =
      expression.index.kind === "tuple" ? expression.index.items : [expression.index];
    return (
      first && { place, expression: first, metadata: beside.map((each) => ({ place, expression: each })) }
    );
  }
  if (expression.kind !== "name" && expression.kind !== "attribute") return undefined;
  const meant = defineExpression(reading.project, place.module, expression, place.scopes);
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || value === undefined || value.kind === "call") return undefined;
  return { place: { module: meant.module }, expression: value, metadata: [] };
}
