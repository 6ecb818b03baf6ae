import { snakeCase, splitWords } from "#base";
import { type Entity, type Field, fieldOf, type KindBody } from "#domain";
import { commaList, type JsonLike, literal, name, type Py, py, str } from "#python";
import { fieldOfKind } from "../../app/schemas/kinds.ts";
import { entityNamed } from "../../blueprint.ts";
import { answered, placeOf, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { shownValue } from "../expected.ts";
import { fileEntries } from "../sample-files.ts";
import { assertEqual, sampleValue } from "../values.ts";
import { indefinite, one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";

/** Rows of kinds: each is held to what its kind must have, kept whole and shown as one of its kind. */
export function kindCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation } = scene;
  const whole = kit.whole.modules
    .flatMap(({ operations }) => operations)
    .find(({ meaning }) => meaning.id === operation.meaning.id);
  const behaviour = whole?.meaning.behaviour;
  if (behaviour?.kind !== "create" || !behaviour.body.kinds) return [];
  const entity = entityNamed(kit.whole, behaviour.entity);
  const [, ...others] = behaviour.body.kinds;
  return [
    ...others.flatMap((kind) => keepCase(scene, entity, kind)),
    ...others.flatMap((kind) => missingCase(scene, entity, kind)),
  ];
}

type Pair = readonly [Field, JsonLike];

/** A body of a kind: everything that it may say. */
function samples({ kit }: CreateScene, entity: Entity, { fields, value }: KindBody): readonly Pair[] {
  return fields.flatMap(({ field: fieldName }): readonly Pair[] => {
    const found = fieldOf(entity, fieldName);
    if (!found) return [];
    const field = fieldOfKind(entity, found, value);
    return [[field, sampleValue(kit, entity, field, 0)]];
  });
}

function dict({ operation }: CreateScene, pairs: readonly Pair[]): Py {
  const values = pairs.map(([field, value]) => py`${str(field.name)}: ${literal(value)}`);
  return py`{${commaList([...fileEntries(operation), ...values])}}`;
}

function kindWords(entity: Entity, { value }: KindBody): string {
  const words = splitWords(value).join(" ");
  return words === "" ? one(entity) : words;
}

function sent({ operation, act }: CreateScene, body: Py): Py {
  return request(operation, {
    rows: act.rows,
    body,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
}

function keepCase(scene: CreateScene, entity: Entity, kind: KindBody): readonly TestCase[] {
  const { kit, operation, act, sight, made } = scene;
  if (!sight) return [];
  const pairs = samples(scene, entity, kind);
  const { row } = made([]);
  const form = entity.representations.find(({ name: each }) => each === sight.representation);
  const own = form?.kinds?.find(({ value }) => value === kind.value)?.fields.map(({ field }) => field) ?? [];
  const strange = form?.fields.filter(({ field }) => !own.includes(field)).map(({ field }) => field) ?? [];
  const stored = name("stored");
  return [
    {
      name: `keeps ${indefinite(kindWords(entity, kind))}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sent(scene, dict(scene, pairs))}`,
        paragraph(
          py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
          new RegExp(`\\b${row.text}\\b`).test(sight.whole.text) &&
            py`${row} = ${answered(operation, name("response"))}`,
        ),
        py`stored = ${sight.whole}`,
        paragraph(
          ...pairs.flatMap(([field, value]) => {
            const shown = own.includes(field.name) ? shownValue(kit, entity, field, value) : undefined;
            return shown === undefined
              ? []
              : [assertEqual(sight.pick(stored, field), sight.expect(literal(shown)))];
          }),
          ...strange.flatMap((each) => {
            const field = fieldOf(entity, each);
            return field ? [sight.lacks(stored, field)] : [];
          }),
        ),
      ],
    },
  ];
}

function missingCase(scene: CreateScene, entity: Entity, kind: KindBody): readonly TestCase[] {
  const { operation, act } = scene;
  const required = kind.fields.filter((each) => each.required).map(({ field }) => field);
  if (required.length === 0) return [];
  const body = name("details");
  const others = snakeCase(kind.value).replaceAll("_", " ");
  return [
    {
      name: `refuses ${indefinite(others === "" ? "row" : others)} without what it must have`,
      fixtures: ["client"],
      parameters: [
        textParameter(
          "field",
          required.map((each) => str(each)),
        ),
      ],
      body: [
        paragraph(
          ...act.statements,
          py`${body}: dict[str, object] = ${dict(scene, samples(scene, entity, kind))}`,
          py`del ${body}[field]`,
        ),
        py`response = ${sent(scene, body)}`,
        assertInvalid(operation, "body", placeOf(operation, name("field"))),
      ],
    },
  ];
}
