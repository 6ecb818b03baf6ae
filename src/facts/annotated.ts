import type { Expression } from "#python";
import { defineExpression } from "./definitions.ts";
import type { Reading } from "./front-end.ts";
import { parametersOf } from "./type-parameters.ts";
import { expressionIn, outerName, type TypePlace } from "./types.ts";

/** An annotation without what `Annotated` says beside it, and where each part was written. */
export interface Unwrapped {
  readonly place: TypePlace;
  readonly expression: Expression;
  readonly metadata: readonly { readonly place: TypePlace; readonly expression: Expression }[];
  /** What the parameters of the name that stood for it stand for. */
  readonly given: ReadonlyMap<string, Pick<Unwrapped, "place" | "expression">>;
}

const deepest = 24;

type Placed = Pick<Unwrapped, "place" | "expression">;

/** Takes `Annotated` off an annotation, also where a name stands for it: `CurrentUser = Annotated[User, Depends(…)]`. */
export function unwrapAnnotated(reading: Reading, from: TypePlace, annotation: Expression): Unwrapped {
  let at: Placed = { place: from, expression: annotation };
  let given: ReadonlyMap<string, Placed> = new Map();
  const metadata: Unwrapped["metadata"][number][] = [];
  for (let way = 0; way < deepest; way += 1) {
    const meant = at.expression.kind === "name" ? given.get(at.expression.id) : undefined;
    const next: Next | undefined =
      meant === undefined ? nextWithin(reading, at) : { ...meant, given: new Map() };
    if (next === undefined) break;
    metadata.unshift(...(next.metadata ?? []));
    given = next.given ?? given;
    at = next;
  }
  return { place: at.place, expression: at.expression, metadata, given };
}

interface Next extends Placed {
  readonly metadata?: Unwrapped["metadata"];
  /** What the parameters of a name for a type stand for there. */
  readonly given?: ReadonlyMap<string, Placed>;
}

function nextWithin(reading: Reading, { place, expression }: Placed): Next | undefined {
  if (expression.kind === "string") {
    const inner = expressionIn(expression.value);
    return inner && { place, expression: inner };
  }
  if (expression.kind === "subscript") {
    const items = expression.index.kind === "tuple" ? expression.index.items : [expression.index];
    const [first, ...beside] = items;
    if (outerName(reading, place, expression.value) !== "Annotated")
      return meaningOf(
        reading,
        place,
        expression.value,
        items.map((item) => ({ place, expression: item })),
      );
    return (
      first && { place, expression: first, metadata: beside.map((each) => ({ place, expression: each })) }
    );
  }
  return meaningOf(reading, place, expression, []);
}

/** What a name for a type stands for, with what it is given in brackets. */
function meaningOf(
  reading: Reading,
  place: TypePlace,
  name: Expression,
  args: readonly Placed[],
): Next | undefined {
  if (name.kind !== "name" && name.kind !== "attribute") return undefined;
  const meant = defineExpression(reading.project, place.module, name, place.scopes);
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || value === undefined || value.kind === "call") return undefined;
  const given = parametersOf(reading.project, meant).flatMap((parameter, at) => {
    const arg = args[at];
    return arg === undefined ? [] : [[parameter, arg] as const];
  });
  return { place: { module: meant.module }, expression: value, given: new Map(given) };
}
