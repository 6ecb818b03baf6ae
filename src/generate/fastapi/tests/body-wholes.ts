import type { Field } from "#domain";
import { commaList, name, type Py, py, str } from "#python";
import { notStorable } from "../refusal-texts.ts";
import { type Act, bodyWith } from "./acts.ts";
import { refusedBody } from "./body-refusals.ts";
import { brokenValues } from "./broken-values.ts";
import { api, enveloped, placeOf } from "./calls.ts";
import { type TestCase, textParameter } from "./cases.ts";
import type { Kit } from "./kit.ts";
import { spellValue } from "./long-values.ts";
import { findText } from "./text-places.ts";

/** Objects, lists, maps and anything: faults inside them are told by their place. */
export function wholeBodyCases(kit: Kit, act: Act): readonly TestCase[] {
  return [...act.fields, ...act.naming].flatMap(({ field }) =>
    field.meaning.kind === "json" || field.meaning.kind === "objects"
      ? [...brokenCases(kit, act, field), ...unstorableCase(kit, act, field)]
      : [],
  );
}

function brokenCases(kit: Kit, act: Act, field: Field): readonly TestCase[] {
  const broken = brokenValues(kit, field);
  if (broken.length === 0) return [];
  const pairs = broken.map(
    ({ place, value }) => py`(${placeOf(act.operation, `${field.name}${place}`)}, ${spellValue(value)})`,
  );
  return [
    refusedBody(
      act,
      `refuses a fault in ${field.name}`,
      [
        {
          names: [
            { name: "place", type: py`str` },
            { name: "value", type: py`object` },
          ],
          values: py`[${commaList(pairs)}]`,
        },
      ],
      { body: bodyWith(act, str(field.name), name("value")) },
      name("place"),
    ),
  ];
}

function unstorableCase(kit: Kit, act: Act, field: Field): readonly TestCase[] {
  const found = findText(kit, field);
  if (!found) return [];
  const body: Py = bodyWith(act, str(field.name), found.around(name("value")));
  return [
    refusedBody(
      act,
      `refuses text in ${field.name} that cannot be stored`,
      [{ ...textParameter("value", []), values: api("UNSTORABLE") }],
      { content: py`${api("escaped")}(${enveloped(act.operation, body)})` },
      placeOf(act.operation, `${field.name}${found.place}`),
      notStorable,
    ),
  ];
}
