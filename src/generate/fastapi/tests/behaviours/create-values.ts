import type { Field } from "#domain";
import { commaList, literal, name, py } from "#python";
import { attributeName, isSearched } from "../../tables.ts";
import { isNumber } from "../bodies.ts";
import { details } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, isAmong } from "../kit.ts";
import type { Sight } from "../sights.ts";
import {
  assertEqual,
  isFreeText,
  keptValues,
  longestElement,
  longestText,
  sampleElement,
  sampleValue,
} from "../values.ts";
import { indefinite } from "../words.ts";
import { edgeNumbers } from "../wrong-values.ts";
import type { CreateScene } from "./create-scene.ts";

export function valuesCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, act, made, sight } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  if (!sight) return [];
  return act.fields.flatMap(({ field }): readonly TestCase[] => {
    if (field.meaning.kind !== "values" || !isAmong(sight.shown, field)) return [];
    const [first, second] = [sampleElement(kit, field, 0), sampleElement(kit, field, 1)];
    const longest = longestElement(kit, entity, field);
    const once = isSearched(kit.domain, entity, field);
    const given = !once && field.bounds.uniqueItems ? [second, first] : [second, first, second];
    const cases: TestCase[] = [
      {
        name: once
          ? `answers the elements of ${field.name} each once and sorted`
          : `keeps the elements of ${field.name} in their order`,
        fixtures: ["client"],
        body: [
          paragraph(...made(details([[field, given]])).statements),
          py`assert ${sight.see(field)} == ${sight.expect(literal(keptValues(kit, entity, field, given)))}`,
        ],
      },
    ];
    if (longest !== undefined)
      cases.push({
        name: `accepts the longest element of ${field.name}`,
        fixtures: ["client"],
        body: [
          paragraph(...made([py`${name(attributeName(field.name))}=["x" * ${longest}]`]).statements),
          py`assert ${sight.see(field)} == ${sight.expect(py`["x" * ${longest}]`)}`,
        ],
      });
    return cases;
  });
}

/** Values at the bounds are accepted and stored. */
export function edgeCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, act, made, sight } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  if (!sight) return [];
  const cases: TestCase[] = [];
  for (const { field } of act.fields) {
    if (!isAmong(sight.shown, field)) continue;
    const attribute = name(attributeName(field.name));
    const longest = longestText(kit, entity, field);
    if (longest !== undefined && field.bounds.format === undefined)
      cases.push({
        name: `accepts the longest ${field.name}`,
        fixtures: ["client"],
        body: [
          paragraph(...made([py`${attribute}="x" * ${longest}`]).statements),
          py`assert ${sight.see(field)} == ${sight.expect(py`"x" * ${longest}`)}`,
        ],
      });
    cases.push(...numberCase(scene, field, sight));
  }
  return cases;
}

/** Numbers at the bounds of a field, beside a text that tells the row from an example. */
function numberCase(
  { kit, operation, act, made }: CreateScene,
  field: Field,
  sight: Sight,
): readonly TestCase[] {
  const { accepted } = edgeNumbers(field);
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const marker = act.fields.find((each) => isFreeText(each.field) && isAmong(sight.shown, each.field))?.field;
  if (!isNumber(field) || accepted.length === 0) return [];
  const pairs = marker ? [[marker, sampleValue(kit, entity, marker, 0)] as const] : [];
  const values = py`[${commaList(accepted)}]`;
  return [
    {
      name: `accepts ${indefinite(field.name)} at its bounds`,
      kind: marker ? "effect" : "shape",
      fixtures: ["client"],
      parameters: [{ names: [{ name: "value", type: py`float` }], values }],
      body: [
        paragraph(...made([...details(pairs), py`${name(attributeName(field.name))}=value`]).statements),
        py`stored = ${sight.whole}`,
        paragraph(
          ...pairs.map(([text, value]) =>
            assertEqual(sight.pick(name("stored"), text), sight.expect(literal(value))),
          ),
          py`assert ${sight.pick(name("stored"), field)} == ${sight.expect(name("value"))}`,
        ),
      ],
    },
  ];
}
