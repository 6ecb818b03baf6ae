import type { Binary, Call } from "#python";
import { type Condition, isTrueValue, type Plain, textPlain } from "./plain.ts";
import type { Place, PlainReader } from "./plain-reader.ts";

/** `Q(("b", 2), a=1, _connector="OR", _negated=True)`, as it is made and as migrations write it. */
export function madeCondition(reader: PlainReader, place: Place, call: Call): Plain | undefined {
  const given: (Plain | undefined)[] = [];
  const named: (readonly [string, Plain | undefined])[] = [];
  let connector = "AND";
  let negated = false;
  for (const { name, spread, value } of call.args) {
    if (spread !== undefined) return undefined;
    const plain = reader.step(place, value);
    if (name === undefined) given.push(plain);
    else if (name === "_connector") {
      if (plain?.kind !== "text") return undefined;
      connector = plain.text;
    } else if (name === "_negated") negated = isTrueValue(plain);
    else named.push([name, plain]);
  }
  const pairs = named
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, plain]): Plain => ({ kind: "list", items: [textPlain(name), plain] }));
  return { kind: "condition", connector, negated, children: [...given, ...pairs] };
}

const connectors: Readonly<Record<string, string>> = { "&": "AND", "|": "OR", "^": "XOR" };

/** `Q(…) | Q(…)`; https://github.com/django/django/blob/stable/6.0.x/django/utils/tree.py squashes what it can. */
export function combine(
  operator: Binary["operator"],
  left: Plain | undefined,
  right: Plain | undefined,
): Plain | undefined {
  const connector = connectors[operator];
  if (connector === undefined || left?.kind !== "condition" || right?.kind !== "condition") return undefined;
  if (left.children.length === 0) return right;
  if (right.children.length === 0) return left;
  const children = [left, right].flatMap((side) =>
    !side.negated && (side.connector === connector || side.children.length === 1) ? side.children : [side],
  );
  return { kind: "condition", connector, negated: false, children };
}

export function negate(condition: Condition): Condition {
  return { ...condition, negated: !condition.negated };
}
