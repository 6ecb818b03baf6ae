import { name, py } from "#python";
import { actOf } from "../acts.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { many, one } from "../words.ts";
import { asks, type CellScene, cellScene, seesAll, type Written, wholeWith, writes } from "./cells.ts";

/** All cells: none that is written, each at its place, and always by as many statements. */
export function readMatrixCases(kit: Kit, operation: OperationOf<"read-matrix">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const scene = cellScene(kit, operation, operation.meaning.behaviour.entity);
  if (!act || !scene) return [];
  return [
    unwrittenCase(scene, operation),
    placesCase(scene, operation),
    statementsCase(scene),
    ...credentialCases(kit, act),
  ];
}

function unwrittenCase({ kit, entity }: CellScene, operation: OperationOf<"read-matrix">): TestCase {
  const { whole, answer } = operation.meaning.behaviour;
  const { statements, value } = wholeWith(entity, whole, []);
  return {
    name: `shows every ${one(entity)} empty that nobody has written`,
    kind: "shape",
    fixtures: ["client"],
    body: [
      paragraph(...(actOf(kit, operation)?.statements ?? []), ...statements),
      py`response = ${asks(kit, operation, {})}`,
      paragraph(py`assert response.status_code == ${answer.status}`, py`assert response.json() == ${value}`),
    ],
  };
}

/** Two values, each in a cell; the same one where there is only one to write. */
export function twoWritten({ places, samples }: CellScene): readonly [Written, Written] {
  const [first = null, second = first] = samples;
  return [
    { place: places[0], value: first },
    { place: places[1], value: second },
  ];
}

function placesCase(scene: CellScene, operation: OperationOf<"read-matrix">): TestCase {
  const { entity, statements } = scene;
  const written = twoWritten(scene);
  const expected = wholeWith(entity, operation.meaning.behaviour.whole, written);
  return {
    name: `shows each ${one(entity)} where it was written`,
    fixtures: ["client"],
    body: [
      paragraph(...statements, ...written.map((each) => writes(scene, each)), ...expected.statements),
      py`shown = ${seesAll(scene)}`,
      py`assert shown == ${expected.value}`,
    ],
  };
}

function statementsCase(scene: CellScene): TestCase {
  const { entity, statements } = scene;
  const [first, second] = twoWritten(scene);
  const counted = (variable: string) => py`
    with counting_statements() as ${name(variable)}:
        ${seesAll(scene)}`;
  return {
    name: `sends as many statements for several ${many(entity)} as for one`,
    fixtures: ["client", "counting_statements"],
    kind: "shape",
    body: [
      paragraph(...statements, writes(scene, first)),
      counted("one"),
      writes(scene, second),
      counted("several"),
      py`assert len(several) == len(one)`,
    ],
  };
}
