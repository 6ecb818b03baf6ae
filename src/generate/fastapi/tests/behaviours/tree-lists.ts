import { type Field, fieldOf } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { paragraph, type TestCase } from "../cases.ts";
import { isAmong, type OperationOf, shownFieldsOf, variable } from "../kit.ts";
import { grants, letsIn } from "../role-support.ts";
import { assign, assignIdle } from "../statements.ts";
import { textsOf } from "../texts.ts";
import { one } from "../words.ts";
import { asks, inOrder, type ListScene, makes, mark, rowsIn } from "./list-scene.ts";
import { belowOf, keyIn, makesBelow } from "./trees.ts";

/** A list of those at the top shows all others below them, however deep they stand. */
export function nestedCases(scene: ListScene): readonly TestCase[] {
  const { kit, operation, entity, owner, caller } = scene;
  const { nested, answer } = operation.meaning.behaviour;
  const below = belowOf(kit, entity.name);
  const key = fieldOf(entity, entity.identity.field);
  const shown = shownFieldsOf(kit, answer.representation);
  if (nested === undefined || !below || !key || !isAmong(shown, key)) return [];
  const maker = owner ?? caller;
  const [first, other, child, deeper, second] = ["first", "other", "child", "grandchild", "second"].map(
    (word) => name(`${word}_${variable(kit, entity.name)}`),
  );
  if (!first || !other || !child || !deeper || !second) return [];
  const under = (above: Py): Py => makesBelow(below, maker ? { caller: maker } : {}, keyIn(entity, above));
  const keysOf = (rows: Py): Py => py`[each[${str(key.name)}] for each in ${rows}]`;
  const listed = (...rows: readonly Py[]): Py =>
    py`[${inOrder(scene, ...rows.keys()).map((index) => keyIn(entity, rows[index] ?? first))}]`;
  const at = inOrder(scene, 0, 1);
  const top = name("top");
  const firstOf = (rows: Py): Py => py`${rows}[${literal(at.indexOf(0))}][${str(nested)}]`;
  return [
    {
      name: "shows below each what stands below it",
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, ...(maker ? grantsOnce(below, maker, scene) : [])),
        paragraph(
          assign(first, makes(scene, literal(mark(scene, 0)))),
          assign(other, makes(scene, literal(mark(scene, 1)))),
          assign(child, under(first)),
          assign(deeper, under(child)),
          assign(second, under(first)),
        ),
        paragraph(assignIdle(name("page"), asks(scene)), assignIdle(top, rowsIn(scene, name("page")))),
        paragraph(
          py`assert ${keysOf(top)} == ${listed(first, other)}`,
          py`assert ${keysOf(firstOf(top))} == ${listed(child, second)}`,
          py`assert ${keysOf(firstOf(firstOf(top)))} == ${listed(deeper)}`,
          py`assert ${top}[${literal(at.indexOf(1))}][${str(nested)}] == []`,
        ),
      ],
    },
  ];
}

/** A list that comes by the way down to its rows: each right after the one above it. */
export function wayCases(scene: ListScene, way: Field): readonly TestCase[] {
  const { kit, operation, entity, owner, caller } = scene;
  const below = belowOf(kit, entity.name);
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  const maker = owner ?? caller;
  const first = name(variable(kit, entity.name));
  if (!below || !isAmong(shown, way)) return [];
  const under = makesBelow(below, maker ? { caller: maker } : {}, keyIn(entity, first));
  return [
    {
      name: `lists each ${one(entity)} after the one above it`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, ...(maker ? grantsOnce(below, maker, scene) : [])),
        paragraph(
          assign(first, makes(scene, literal(mark(scene, 0)))),
          makes(scene, literal(mark(scene, 1))),
          makes(scene, literal(mark(scene, 2))),
          under,
        ),
        paragraph(assignIdle(name("page"), asks(scene))),
        paragraph(
          py`ways = ${textsOf(way, rowsIn(scene, name("page")))}`,
          py`assert len(ways) == 4`,
          py`assert ways == sorted(ways, key=str)`,
        ),
      ],
    },
  ];
}

/** The role that making one below takes, where who makes rows at the top has it not yet. */
function grantsOnce(below: OperationOf<"create">, maker: Py, { create }: ListScene): readonly Py[] {
  return letsIn(below, create) ? [] : grants(below, maker);
}
