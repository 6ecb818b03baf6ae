import type { Entity, Field } from "#domain";
import { commaList, formatted, literal, name, type Py, py, str } from "#python";
import { isLoginField, isPathKey } from "../app/input-types.ts";
import { type Act, bodyWith, type GivenField } from "./acts.ts";
import { api, enveloped, placeOf, request } from "./calls.ts";
import { type Parameters, paragraph, type TestCase, textParameter } from "./cases.ts";
import { entityIn, type Kit } from "./kit.ts";
import { edgeNumbers, isFreeText, literals, longestElement, longestText, texts, wrongValues } from "./values.ts";
import { indefinite } from "./words.ts";

/** Bodies that are refused: what is missing, of another type, null, out of bounds or not storable. */
export function bodyCases(kit: Kit, act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  if (!("body" in behaviour)) return [];
  const entity = entityIn(kit, behaviour.entity);
  return [
    ...missingCases(act),
    ...emptyCases(act),
    ...typeCases(act),
    ...nullCases(act),
    ...textCases(kit, act, entity),
    ...numberCases(act),
    ...valuesCases(act),
  ];
}

const field = name("field");
const value = name("value");
const length = name("length");

/** A case that sends a body and sees it refused at a place. */
export function refusedBody(
  act: Act,
  text: string,
  parameters: readonly Parameters[],
  sent: { readonly body?: Py; readonly content?: Py },
  place: Py,
): TestCase {
  const asked = request(act.operation, {
    rows: act.rows,
    ...sent,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return {
    name: text,
    fixtures: ["client"],
    parameters,
    body: [
      paragraph(...act.statements),
      py`response = ${asked}`,
      py`${api("assert_invalid")}(response, ${place})`,
    ],
  };
}

function fieldParameter(fields: readonly { readonly field: Field }[]): Parameters {
  return textParameter("field", texts(fields.map((each) => each.field.name)));
}

function missingCases(act: Act): readonly TestCase[] {
  const required = act.fields.filter((each) => each.required);
  const { behaviour } = act.operation.meaning;
  if (required.length === 0 || !act.body || !("body" in behaviour)) return [];
  const { envelope } = behaviour.body;
  const body = name("details");
  const without: TestCase = {
    name: "refuses a missing field",
    fixtures: ["client"],
    parameters: [fieldParameter(required)],
    body: [
      paragraph(
        ...act.statements,
        py`${body} = {**${act.body}}`,
        py`del ${body}[field]`,
      ),
      py`response = ${request(act.operation, {
        rows: act.rows,
        body,
        ...(act.caller && { headers: py`${act.caller}.headers` }),
      })}`,
      py`${api("assert_invalid")}(response, ${placeOf(act.operation, field)})`,
    ],
  };
  const every = refusedBody(
    act,
    "names every missing field",
    [],
    { body: py`{}` },
    commaList(required.map((each) => placeOf(act.operation, each.field.name))),
  );
  return [without, ...(envelope !== undefined && required.length > 1 ? [every] : [])];
}

/** No body, no object, no envelope. */
function emptyCases(act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  if (!("body" in behaviour)) return [];
  const { envelope } = behaviour.body;
  const cases: TestCase[] = [
    refusedBody(act, "refuses a body that is no json", [], { content: py`b"{"` }, str("body")),
  ];
  if (envelope !== undefined)
    cases.push(
      refusedBody(act, `refuses a body without ${envelope}`, [], { content: py`b"{}"` }, str(envelope)),
      refusedBody(
        act,
        `refuses ${envelope} that is no object`,
        [{ names: [{ name: "value", type: py`object` }], values: literals([null, 1, "text", ["text"]]) }],
        { body: value },
        str(envelope),
      ),
    );
  if (behaviour.body.atLeastOne)
    cases.push(refusedBody(act, "refuses a change of nothing", [], { body: py`{}` }, str(envelope ?? "body")));
  return cases;
}

function typeCases(act: Act): readonly TestCase[] {
  const free = act.fields.filter((each) => isText(each.field));
  const others = act.fields.flatMap((each) =>
    wrongValues(each.field)
      .filter((wrong) => wrong !== null && !(Array.isArray(wrong) && each.field.meaning.kind === "values"))
      .map((wrong) => py`(${str(each.field.name)}, ${literal(wrong)})`),
  );
  const place = placeOf(act.operation, field);
  const cases: TestCase[] = [];
  if (free.length > 0)
    cases.push(
      refusedBody(
        act,
        "refuses a field that is no text",
        [{ names: [{ name: "value", type: py`object` }], values: api("NOT_TEXT") }, fieldParameter(free)],
        { body: bodyWith(act, field, value) },
        place,
      ),
    );
  if (others.length > 0)
    cases.push(
      refusedBody(
        act,
        "refuses a value of another type",
        [
          {
            names: [
              { name: "field", type: py`str` },
              { name: "value", type: py`object` },
            ],
            values: py`[${commaList(others)}]`,
          },
        ],
        { body: bodyWith(act, field, value) },
        place,
      ),
    );
  return cases;
}

function isText({ meaning }: Field): boolean {
  return meaning.kind === "password" || (meaning.kind === "scalar" && meaning.type === "string");
}

function nullCases(act: Act): readonly TestCase[] {
  const strict = act.fields.filter((each) => !each.field.nullable);
  if (strict.length === 0) return [];
  return [
    refusedBody(
      act,
      "refuses null",
      [fieldParameter(strict)],
      { body: bodyWith(act, field, py`None`) },
      placeOf(act.operation, field),
    ),
  ];
}

function textCases(kit: Kit, act: Act, entity: Entity): readonly TestCase[] {
  const { kind } = act.operation.meaning.behaviour;
  const free = act.fields.filter((each) => isFreeText(each.field));
  const long = act.fields.flatMap((each) => {
    const longest = longestText(kit, entity, each.field);
    return longest === undefined ? [] : [{ field: each.field, longest }];
  });
  const short = free.filter((each) => (each.field.bounds.minLength ?? 0) > 0);
  const kept = kind !== "login";
  const filled = act.fields.filter(
    (each) => isLoginField(kit.blueprint, entity, each.field) || isPathKey(entity, each.field) || each.field.meaning.kind === "password",
  );
  const keys = act.fields.filter((each) => isPathKey(entity, each.field));
  const place = placeOf(act.operation, field);
  const cases: TestCase[] = [];
  if (free.length > 0)
    cases.push(
      refusedBody(
        act,
        "refuses text that cannot be stored",
        [textParameter("value", []), fieldParameter(free)].map((each, index) =>
          index === 0 ? { ...each, values: api("UNSTORABLE") } : each,
        ),
        { content: py`${api("escaped")}(${enveloped(act.operation, bodyWith(act, field, value))})` },
        place,
      ),
    );
  if (long.length > 0)
    cases.push(
      refusedBody(act, "refuses text that is too long", [lengthParameter(long.map((each) => ({ ...each, length: each.longest + 1 })))], { body: bodyWith(act, field, py`"x" * ${length}`) }, place),
    );
  if (short.length > 0)
    cases.push(
      refusedBody(act, "refuses text that is too short", [lengthParameter(short.map((each) => ({ ...each, length: (each.field.bounds.minLength ?? 1) - 1 })))], { body: bodyWith(act, field, py`"x" * ${length}`) }, place),
    );
  if (kept && filled.length > 0)
    cases.push(
      refusedBody(act, "refuses a blank field", [textParameter("value", [str(""), str(" \t")]), fieldParameter(filled)], { body: bodyWith(act, field, value) }, place),
    );
  if (kept)
    cases.push(
      ...keys.map((each) =>
        refusedBody(
          act,
          `refuses ${indefinite(each.field.name)} that no path can select`,
          [textParameter("value", texts(["a/b", ".", ".."]))],
          { body: bodyWith(act, str(each.field.name), value) },
          placeOf(act.operation, each.field.name),
        ),
      ),
    );
  return cases;
}

export function lengthParameter(entries: readonly { readonly field: Field; readonly length: number }[]): Parameters {
  return {
    names: [
      { name: "field", type: py`str` },
      { name: "length", type: py`int` },
    ],
    values: py`[${commaList(entries.map((entry) => py`(${str(entry.field.name)}, ${entry.length})`))}]`,
  };
}

function numberCases(act: Act): readonly TestCase[] {
  const beyond = act.fields.flatMap((each) =>
    isNumber(each.field)
      ? edgeNumbers(each.field.bounds).refused.map((number) => py`(${str(each.field.name)}, ${literal(number)})`)
      : [],
  );
  if (beyond.length === 0) return [];
  return [
    refusedBody(
      act,
      "refuses a number out of bounds",
      [
        {
          names: [
            { name: "field", type: py`str` },
            { name: "value", type: py`float` },
          ],
          values: py`[${commaList(beyond)}]`,
        },
      ],
      { body: bodyWith(act, field, value) },
      placeOf(act.operation, field),
    ),
  ];
}

export function isNumber({ meaning }: Field): boolean {
  return meaning.kind === "scalar" && (meaning.type === "integer" || meaning.type === "number");
}

/** Elements of lists of values. */
function valuesCases(act: Act): readonly TestCase[] {
  return act.fields.flatMap((each) => (each.field.meaning.kind === "values" ? elementCases(act, each) : []));
}

function elementCases(act: Act, { field: list }: GivenField): readonly TestCase[] {
  if (list.meaning.kind !== "values") return [];
  const key = str(list.name);
  const place = placeOf(act.operation, `${list.name}.0`);
  const longest = longestElement(list);
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
  if (longest !== undefined)
    cases.push(
      refusedBody(act, `refuses an element of ${list.name} that is too long`, [], { body: bodyWith(act, key, py`["x" * ${longest + 1}]`) }, place),
    );
  return cases;
}

/** The place of one field, formatted for a message of refusal. */
export function fieldPlace(act: Act, each: Field): Py {
  return formatted([placeOf(act.operation, each.name)]);
}
