import { py, str } from "#python";
import type { Act } from "./acts.ts";
import { bodyWith } from "./acts.ts";
import { refusedBody } from "./body-refusals.ts";
import { api, enveloped, placeOf } from "./calls.ts";
import { type TestCase, textParameter } from "./cases.ts";
import { entityIn, type Kit } from "./kit.ts";
import type { GivenField } from "./sent-bodies.ts";
import { literals, longestElement } from "./values.ts";
import { wrongElements } from "./wrong-values.ts";

/** Elements of lists of values. */
export function listBodyCases(kit: Kit, act: Act): readonly TestCase[] {
  return act.fields.flatMap((each) =>
    each.field.meaning.kind === "values" ? elementCases(kit, act, each) : [],
  );
}

export function elementCases(kit: Kit, act: Act, { field: list }: GivenField): readonly TestCase[] {
  if (list.meaning.kind !== "values") return [];
  const key = str(list.name);
  const place = placeOf(act.operation, `${list.name}.0`);
  const { behaviour } = act.operation.meaning;
  const longest =
    "entity" in behaviour ? longestElement(kit, entityIn(kit, behaviour.entity), list) : undefined;
  const isOfText = list.meaning.of === "string";
  const cases: TestCase[] = [];
  if (isOfText) {
    cases.push(
      refusedBody(
        act,
        `refuses an element of ${list.name} that is no text`,
        [{ names: [{ name: "value", type: py`object` }], values: py`[None, *${api("NOT_TEXT")}]` }],
        { body: bodyWith(act, key, py`[value]`) },
        place,
      ),
      refusedBody(
        act,
        `refuses an element of ${list.name} that cannot be stored`,
        [{ ...textParameter("value", []), values: api("UNSTORABLE") }],
        { content: py`${api("escaped")}(${enveloped(act.operation, bodyWith(act, key, py`[value]`))})` },
        place,
      ),
    );
  }
  const wrong = wrongElements(kit, list);
  if (wrong.length > 0)
    cases.push(
      refusedBody(
        act,
        `refuses a wrong element of ${list.name}`,
        [{ names: [{ name: "value", type: py`object` }], values: literals(wrong) }],
        { body: bodyWith(act, key, py`[value]`) },
        place,
      ),
    );
  if (longest !== undefined)
    cases.push(
      refusedBody(
        act,
        `refuses an element of ${list.name} that is too long`,
        [],
        { body: bodyWith(act, key, py`["x" * ${longest + 1}]`) },
        place,
      ),
    );
  return cases;
}
