import { type Field, isPatch } from "#domain";
import { commaList, formatted, literal, name, type Py, py, str } from "#python";
import { type Act, bodyWith } from "./acts.ts";
import { listBodyCases } from "./body-lists.ts";
import { fieldParameter, refusedBody } from "./body-refusals.ts";
import { lengthCases, textCases } from "./body-texts.ts";
import { wholeBodyCases } from "./body-wholes.ts";
import { api, isForm, placeOf, request } from "./calls.ts";
import { fieldPairs, paragraph, type TestCase, textParameter } from "./cases.ts";
import { assertInvalid } from "./error-support.ts";
import { formCases } from "./form-refusals.ts";
import { entityIn, type Kit } from "./kit.ts";
import { neededFiles } from "./sample-files.ts";
import { literals, sampleValue, texts } from "./values.ts";
import { requiredIgnored } from "./whole-changes.ts";
import { edgeNumbers, wrongValues } from "./wrong-values.ts";

/** Bodies that are refused: what is missing, of another type, null, out of bounds or not storable. */
export function bodyCases(kit: Kit, act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  if (!("body" in behaviour)) return [];
  const entity = entityIn(kit, behaviour.entity);
  if (isForm(act.operation))
    return [
      ...missingCases(act),
      ...formCases(kit, act),
      ...lengthCases(kit, act, entity, true),
      ...numberCases(act),
    ];
  return [
    ...missingCases(act),
    ...neededCases(kit, act),
    ...emptyCases(act),
    ...typeCases(kit, act),
    ...nullCases(act),
    ...textCases(kit, act, entity),
    ...numberCases(act),
    ...listBodyCases(kit, act),
    ...wholeBodyCases(kit, act),
  ];
}

const field = name("field");

const value = name("value");

/** All that a body may give, what names rows included. */
function allFields({ fields, naming }: Act): Act["fields"] {
  return [...fields, ...naming];
}

function missingCases(act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  if (!act.body || !("body" in behaviour)) return [];
  // Mistakes are told in the order of the body.
  const order = behaviour.body.fields.map(({ field: given }) => given);
  const required = allFields(act)
    .filter((each) => each.required)
    .toSorted((one, other) => order.indexOf(one.field.name) - order.indexOf(other.field.name));
  if (required.length === 0) return [];
  const body = name("details");
  const isWritten = act.body.text.startsWith("{");
  const names = [
    ...required.map((each) => each.field.name),
    ...neededFiles(act.operation).map((file) => file.name),
  ];
  const missing = [...names, ...requiredIgnored(behaviour.body)];
  const without: TestCase = {
    name: "refuses a missing field",
    fixtures: ["client"],
    parameters: [textParameter("field", texts(names))],
    body: [
      paragraph(
        ...act.statements,
        act.body.text !== body.text && py`${body} = ${isWritten ? act.body : py`{**${act.body}}`}`,
        py`del ${body}[field]`,
      ),
      py`response = ${request(act.operation, {
        rows: act.rows,
        body,
        ...(act.caller && { headers: py`${act.caller}.headers` }),
      })}`,
      assertInvalid(act.operation, "body", placeOf(act.operation, field)),
    ],
  };
  const every = refusedBody(
    act,
    "names every missing field",
    [],
    { body: py`{}` },
    commaList(missing.map((each) => placeOf(act.operation, each))),
  );
  // Of what kind a body is that says nothing nobody knows, nor what it must have then.
  const isOfKinds = act.operation.kindClasses !== undefined;
  return [without, ...(missing.length > 1 && !isOfKinds ? [every] : [])];
}

/** What may be left out, but not with one value of another field. */
function neededCases(kit: Kit, act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  const { body } = act;
  if (!body || (behaviour.kind !== "create" && behaviour.kind !== "register")) return [];
  const { needs = [] } = behaviour.body;
  const entity = entityIn(kit, behaviour.entity);
  return needs.map(({ field: needed, where, is }) => {
    const others = needs
      .filter((need) => need.where === where && need.is === is && need.field !== needed)
      .flatMap(({ field: other }) => act.fields.filter((given) => given.field.name === other))
      .map(({ field: other }) => py`${str(other.name)}: ${literal(sampleValue(kit, entity, other, 0))}`);
    return refusedBody(
      act,
      `needs ${needed} where ${where} is ${is}`,
      [],
      { body: py`{${commaList([py`**${body}`, py`${str(where)}: ${str(is)}`, ...others])}}` },
      placeOf(act.operation, needed),
    );
  });
}

/** No body, no object, no envelope. */
function emptyCases(act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  if (!("body" in behaviour)) return [];
  const { envelope } = behaviour.body;
  const cases: TestCase[] = [
    refusedBody(
      act,
      "refuses a body that is no json",
      [],
      { content: py`b"{"`, isUnreadable: true },
      str("body"),
    ),
  ];
  if (envelope === undefined)
    cases.push(refusedBody(act, "refuses a body that is no object", [], { content: py`b"[]"` }, str("body")));
  else
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
  if (behaviour.body.closed) cases.push(unknownCase(act));
  if (behaviour.body.atLeastOne)
    cases.push(
      refusedBody(act, "refuses a change of nothing", [], { body: py`{}` }, str(envelope ?? "body")),
    );
  return cases;
}

function unknownCase(act: Act): TestCase {
  const unknown = act.fields.some(({ field: each }) => each.name === "unknown") ? "no_such_field" : "unknown";
  return refusedBody(
    act,
    "refuses a field that is not declared",
    [],
    { body: bodyWith(act, str(unknown), py`1`) },
    placeOf(act.operation, unknown),
  );
}

function typeCases(kit: Kit, act: Act): readonly TestCase[] {
  const free = allFields(act).filter((each) => isText(each.field));
  const others = allFields(act).flatMap((each) =>
    wrongValues(kit, each.field).map((wrong) => [each.field, literal(wrong)] as const),
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
        [fieldPairs("value", py`object`, others)],
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
  const patches = isPatch(act.operation.meaning.behaviour);
  const strict = allFields(act).filter(({ field: each }) => !each.nullable && !(patches && each.nullKeeps));
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

function numberCases(act: Act): readonly TestCase[] {
  const beyond = act.fields.flatMap((each) =>
    isNumber(each.field)
      ? edgeNumbers(each.field).refused.map((number) => [each.field, number] as const)
      : [],
  );
  if (beyond.length === 0) return [];
  return [
    refusedBody(
      act,
      "refuses a number out of bounds",
      [fieldPairs("value", py`float`, beyond)],
      { body: bodyWith(act, field, value) },
      placeOf(act.operation, field),
    ),
  ];
}

export function isNumber({ meaning }: Field): boolean {
  return meaning.kind === "scalar" && ["integer", "number", "decimal"].includes(meaning.type);
}

/** The place of one field, formatted for a message of refusal. */
export function fieldPlace(act: Act, each: Field): Py {
  return formatted([placeOf(act.operation, each.name)]);
}
