import { type Entity, type Field, fieldOf } from "#domain";
import { type JsonLike, literal, name, type Py, py } from "#python";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { call, details } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { createOf, entityIn, type Kit, type OperationOf } from "../kit.ts";
import { sceneOf } from "../scenes.ts";
import { sampleElement } from "../values.ts";
import { many } from "../words.ts";

/** The values that rows have in one field, each once. */
export function distinctValuesCases(
  kit: Kit,
  operation: OperationOf<"distinct-values">,
): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const field = fieldOf(entity, behaviour.field);
  const plain = sceneOf(kit, entity.name);
  const create = createOf(kit, entity.name);
  if (!act || !field || !plain || !create) return [];
  const account = act.caller ? { account: act.caller } : {};
  const listed = call(operation, account);
  const sorted = [0, 1, 2].map((number) => sampleElement(kit, field, number)).sort();
  const [first = "", second = "", third = ""] = sorted;
  const scene = sceneOf(kit, entity.name, { details: details([[field, [third, first]]]) }) ?? plain;
  const again = call(create, {
    rows: scene.rows,
    ...(scene.owner && { account: scene.owner }),
    extra: details([[field, [second, third]]]),
  });
  const caller = act.caller && act.caller !== scene.owner ? act.statements : [];
  return [
    {
      name: "lists each value once and in order",
      fixtures: ["client"],
      body: [
        paragraph(...caller, ...scene.statements, again),
        py`assert ${listed} == ${literal([first, second, third])}`,
      ],
    },
    {
      name: `lists the values of new ${many(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...caller, ...plain.statements, py`assert ${listed} == []`),
        call(create, {
          rows: plain.rows,
          ...(plain.owner && { account: plain.owner }),
          extra: details([[field, [first]]]),
        }),
        py`assert ${listed} == ${literal([first])}`,
      ],
    },
    statementsCase({ kit, create, entity, field, listed, caller, first }),
    ...credentialCases(kit, act),
  ];
}

interface ValuesScene {
  readonly kit: Kit;
  readonly create: OperationOf<"create">;
  readonly entity: Entity;
  readonly field: Field;
  readonly listed: Py;
  readonly caller: readonly Py[];
  readonly first: JsonLike;
}

function statementsCase({ kit, create, entity, field, listed, caller, first }: ValuesScene): TestCase {
  const scene = sceneOf(kit, entity.name, { details: details([[field, [first]]]) });
  const makes = (values: Py): Py =>
    call(create, {
      rows: scene?.rows ?? {},
      ...(scene?.owner && { account: scene.owner }),
      extra: [py`${name(attributeName(field.name))}=[${values}]`],
    });
  const fitsOneRow = (field.bounds.maxItems ?? 49) >= 49;
  return {
    name: "sends as many statements for fifty values as for one",
    fixtures: ["client", "counting_statements"],
    body: [
      paragraph(...caller, ...(scene?.statements ?? [])),
      py`
        with counting_statements() as one:
            assert ${listed} == ${literal([first])}`,
      fitsOneRow
        ? makes(py`f"value {number}" for number in range(49)`)
        : py`
            for number in range(49):
                ${makes(py`f"value {number}"`)}`,
      py`
        with counting_statements() as fifty:
            assert len(${listed}) == 50`,
      py`assert len(fifty) == len(one)`,
    ],
  };
}
