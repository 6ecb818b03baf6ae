import { type FormEncoding, flattenSchema, type Schema, sharedNameOf } from "#contract";
import { mediaKind } from "#domain";
import { commaList, formatted, literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { bodyNode } from "../../media/media-plan.ts";
import { bodySchema } from "../../media/xml-keywords.ts";
import { type Act, actOf } from "../acts.ts";
import { answered, api, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { shownValue } from "../expected.ts";
import { entityIn, type Kit, shownFieldsOf } from "../kit.ts";
import { sightOf } from "../sights.ts";
import { assertEqual } from "../values.ts";
import { xmlAnswerCases } from "./answer-cases.ts";
import { type Given, givenValues } from "./given-values.ts";
import { refusedTypes } from "./refused-types.ts";
import { called, headersWith, statusOf } from "./sent-as.ts";
import { formEntries, objectOf } from "./spelled.ts";

/** The same operation in other media types than JSON: what it takes, what it answers, what it refuses. */
export function mediaCases(kit: Kit, operation: OperationBlueprint): readonly TestCase[] {
  const { media } = operation.meaning;
  const act = media && actOf(kit, operation);
  if (!media || !act) return [];
  return [
    ...media.taken.flatMap((type) => takenCases(kit, act, type)),
    ...xmlAnswerCases(kit, act),
    ...refusedTypes(act),
  ];
}

function takenCases(kit: Kit, act: Act, type: string): readonly TestCase[] {
  const schema = bodySchema(kit.whole, act.operation);
  const given = schema && givenValues(kit, act);
  if (!schema || !given) return [];
  const isForm = mediaKind(type) === "form";
  const sent = isForm ? formSent(kit, act, schema, given) : xmlSent(kit, act, given, type);
  const stored = seen(kit, act, given);
  return [
    {
      name: isForm ? "takes a form" : `takes ${called(type)}`,
      ...(stored.length === 0 && { kind: "shape" as const }),
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sent}`,
        paragraph(py`assert response.status_code == ${statusOf(act.operation)}`, ...stored),
      ],
    },
    ...(isForm ? [] : [unreadableCase(act, type), entityCase(kit, act, given, type)]),
  ];
}

function formSent(kit: Kit, { operation, rows, caller }: Act, schema: Schema, { values }: Given): Py {
  const media = operation.contract.requestBody?.content.find(({ type }) => mediaKind(type) === "form");
  const encodings: ReadonlyMap<string, FormEncoding> | undefined = media?.encoding;
  const entries = formEntries(kit.blueprint.contract, schema, values, encodings);
  return request(operation, {
    rows,
    form: py`{${commaList(entries)}}`,
    ...(caller && { headers: py`${caller}.headers` }),
  });
}

/** A document that would be taken, but for entities that it declares and makes no use of. */
function entityCase(kit: Kit, act: Act, given: Given, type: string): TestCase {
  return {
    name: `refuses ${called(type)} that declares entities`,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${xmlSent(kit, act, given, type, '<!DOCTYPE x [<!ENTITY a "a">]>')}`,
      assertInvalid(act.operation, "parameters", str("body")),
    ],
  };
}

function xmlSent(
  kit: Kit,
  { operation, rows, caller }: Act,
  { values }: Given,
  type: string,
  before = "",
): Py {
  const { contract } = kit.blueprint;
  const node = bodyNode(operation);
  const whole = node && flattenSchema(contract, node);
  const schema = bodySchema(kit.whole, operation);
  const { behaviour } = operation.meaning;
  const envelope = "body" in behaviour ? behaviour.body.envelope : undefined;
  const root = whole?.xml?.name ?? (node && sharedNameOf(node)) ?? "value";
  const inner = schema ? objectOf(contract, schema, envelope ?? root, values) : [];
  const pieces = envelope === undefined || !whole ? inner : [[`<${root}>`], ...inner, [`</${root}>`]];
  return request(operation, {
    rows,
    content: py`(
        ${[...(before === "" ? [] : [[before]]), ...pieces].flatMap(foldPiece).map((piece) => formatted(piece))}
    )`,
    headers: headersWith(caller, py`"Content-Type": ${str(type)}`),
  });
}

/** A piece that fits into a line: a longer one is taken apart between its elements. */
function foldPiece(piece: readonly (string | Py)[]): readonly (readonly (string | Py)[])[] {
  const text = piece.every((part) => typeof part === "string") ? piece.join("") : undefined;
  if (text === undefined || text.length <= longestPiece) return [piece];
  const lines: string[] = [];
  for (const part of text.split(/(?<=>)(?=<)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= longestPiece)
      lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => [line]);
}

const longestPiece = 80;

/** What is seen of what was given: in the answer, or afterwards. */
function seen(kit: Kit, act: Act, { fields }: Given): readonly Py[] {
  const { behaviour } = act.operation.meaning;
  if (!("entity" in behaviour) || fields.length === 0) return [];
  const entity = entityIn(kit, behaviour.entity);
  const form =
    "answer" in behaviour && "representation" in behaviour.answer
      ? behaviour.answer.representation
      : undefined;
  const sight = form === undefined && act.scene ? sightOf(kit, entity, { scene: act.scene }) : undefined;
  const shown = form === undefined ? (sight?.shown ?? []) : shownFieldsOf(kit, form);
  const stored = name("stored");
  const checks = fields.flatMap(({ field, value }) => {
    const expected = shown.includes(field) ? shownValue(kit, entity, field, value) : undefined;
    if (expected === undefined || field.meaning.kind === "password") return [];
    return sight
      ? [assertEqual(sight.pick(stored, field), sight.expect(literal(expected)))]
      : [assertEqual(py`${stored}[${str(field.name)}]`, literal(expected))];
  });
  if (checks.length === 0) return [];
  return [py`stored = ${sight ? sight.whole : answered(act.operation, name("response"))}`, ...checks];
}

/** What is no document, and one that brings entities with it. */
function unreadableCase(act: Act, type: string): TestCase {
  const { operation, rows, caller } = act;
  return {
    name: `refuses ${called(type)} that cannot be read`,
    fixtures: ["client"],
    parameters: [{ ...textParameter("document", []), values: api("UNREADABLE_XML") }],
    body: [
      paragraph(...act.statements),
      py`response = ${request(operation, {
        rows,
        content: name("document"),
        headers: headersWith(caller, py`"Content-Type": ${str(type)}`),
      })}`,
      assertInvalid(operation, "parameters", str("body")),
    ],
  };
}
