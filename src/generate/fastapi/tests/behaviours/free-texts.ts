import type { Field } from "#domain";
import { literal, py } from "#python";
import { isLoginField, isPathKey } from "../../app/input-types.ts";
import { details } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, isAmong } from "../kit.ts";
import { assertEqual, isFreeText } from "../values.ts";
import type { CreateScene } from "./create-scene.ts";

/** Texts in which nothing is forbidden: empty ones, and those of any script. */
export function freeTextCases(scene: CreateScene): readonly TestCase[] {
  const fields = freeTexts(scene);
  if (fields.length === 0) return [];
  return [
    textCase(
      scene,
      fields.filter(({ bounds }) => (bounds.minLength ?? 0) === 0),
      "accepts empty text",
      "",
    ),
    textCase(
      scene,
      fields.filter(({ bounds }) => fits(bounds.minLength, bounds.maxLength)),
      "accepts text of any script",
      anyScript,
    ),
  ].flat();
}

const anyScript = "\u00dcn\u00efc\u00f6d\u00e9 \u6587\u5b57 \u{1f409}";

function fits(least = 0, most = anyScript.length): boolean {
  return [...anyScript].length >= least && [...anyScript].length <= most;
}

/** Texts of the body that a test can see again, and that neither select rows nor sign in. */
function freeTexts({ kit, operation, act, sight }: CreateScene): readonly Field[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  return act.fields
    .map(({ field }) => field)
    .filter(
      (field) =>
        isFreeText(field) &&
        field.bounds.format === undefined &&
        !field.unique &&
        !isPathKey(entity, field) &&
        !isLoginField(kit.blueprint, entity, field) &&
        sight !== undefined &&
        isAmong(sight.shown, field),
    );
}

function textCase(
  { made, sight }: CreateScene,
  fields: readonly Field[],
  text: string,
  value: string,
): readonly TestCase[] {
  if (!sight || fields.length === 0) return [];
  const { statements } = made(details(fields.map((field) => [field, value] as const)));
  return [
    {
      name: text,
      fixtures: ["client"],
      body: [
        paragraph(...statements),
        py`stored = ${sight.whole}`,
        paragraph(
          ...fields.map((field) => assertEqual(sight.pick(py`stored`, field), sight.expect(literal(value)))),
        ),
      ],
    },
  ];
}
