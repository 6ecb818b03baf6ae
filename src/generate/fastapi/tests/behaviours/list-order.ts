import { type Field, fieldOf } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { keyOf, needsAccount, operationsOf, shownFieldsOf, variable } from "../kit.ts";
import { letsIn } from "../role-support.ts";
import { replacement } from "../sent-bodies.ts";
import { assign } from "../statements.ts";
import { textsOf } from "../texts.ts";
import { sampleValue } from "../values.ts";
import { indefinite, many, one } from "../words.ts";
import {
  asks,
  inOrder,
  type ListScene,
  makes,
  mark,
  markersIn,
  marks,
  orderOf,
  rowsIn,
} from "./list-scene.ts";
import { wayCases } from "./tree-lists.ts";

const page = name("page");

/** The order is total: by its field, and among equals by the order in which rows were made. */
export function orderCases(scene: ListScene): readonly TestCase[] {
  const order = orderOf(scene);
  const made = (number: number) => makes(scene, literal(mark(scene, number)));
  const sees = (...numbers: readonly number[]) => [
    py`page = ${asks(scene)}`,
    py`assert ${markersIn(scene, page)} == ${marks(scene, ...numbers)}`,
  ];
  const asMade: TestCase = {
    name:
      order.by === "time"
        ? `lists the ${order.descending ? "last" : "first"} made first of ${many(scene.entity)} of one moment`
        : `lists ${many(scene.entity)} in the order in which they were made`,
    fixtures: ["client"],
    ...(order.by === "time" && { uses: ["set_clock"] as const }),
    body: [paragraph(...scene.setup, made(1), made(2), made(0)), ...sees(...inOrder(scene, 1, 2, 0))],
  };
  if (order.by === "time") {
    return [
      {
        name: order.descending ? "lists the newest first" : "lists the oldest first",
        fixtures: ["client", "set_clock"],
        body: [
          paragraph(
            ...scene.setup,
            made(0),
            py`set_clock.advance(minutes=2)`,
            made(1),
            py`set_clock.advance(minutes=-3)`,
            made(2),
          ),
          ...sees(...inOrder(scene, 2, 0, 1)),
        ],
      },
      ...(order.ordered ? [asMade] : momentCase(scene)),
      ...changedCase(scene, sees),
    ];
  }
  if (order.by === "way") return order.field ? wayCases(scene, order.field) : [];
  return order.field ? [fieldCase(scene, order.field, sees)] : [asMade];
}

/** Rows that come in the order of what they hold in a field. */
function fieldCase(
  scene: ListScene,
  field: Field,
  sees: (...numbers: readonly number[]) => readonly Py[],
): TestCase {
  const { kit, entity } = scene;
  const made = (number: number) =>
    makes(scene, literal(mark(scene, number)), {
      more:
        field.name === scene.marker.name
          ? []
          : [py`${name(attributeName(field.name))}=${literal(sampleValue(kit, entity, field, number))}`],
    });
  const sorted = [0, 1, 2].toSorted((one, other) => {
    const [left, right] = [one, other].map((number) => sampleValue(kit, entity, field, number));
    return (left ?? 0) < (right ?? 0) ? -1 : 1;
  });
  return {
    name: `lists ${many(entity)} by ${field.name}`,
    fixtures: ["client"],
    body: [
      paragraph(...scene.setup, made(1), made(2), made(0)),
      ...sees(...(orderOf(scene).descending ? sorted.toReversed() : sorted)),
    ],
  };
}

/** Keys that are made by chance do not tell which row was first, but give the rows of one moment an order all the same. */
function momentCase(scene: ListScene): readonly TestCase[] {
  const { kit, entity, operation } = scene;
  const last = operation.meaning.behaviour.order.at(-1);
  const key = last && fieldOf(entity, last.field);
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  if (!key || !shown.includes(key)) return [];
  const keys = name("keys");
  const count = Math.min(operation.meaning.behaviour.pagination?.size.usual ?? 6, 6);
  const sorted = py`sorted(${keys}, key=str${last.descending && py`, reverse=True`})`;
  return [
    {
      name: `lists ${many(entity)} of one moment by ${key.name}`,
      fixtures: ["client"],
      uses: ["set_clock"],
      body: [
        paragraph(
          ...scene.setup,
          py`
            for value in ${marks(scene, ...[0, 1, 2, 3, 4, 5].slice(0, count))}:
                ${makes(scene, name("value"))}`,
        ),
        py`page = ${asks(scene)}`,
        paragraph(
          py`keys = ${textsOf(key, rowsIn(scene, page))}`,
          py`assert len(keys) == ${count}`,
          py`assert keys == ${sorted}`,
        ),
      ],
    },
  ];
}

/** A change is no reason to move. */
function changedCase(
  scene: ListScene,
  sees: (...numbers: readonly number[]) => readonly Py[],
): readonly TestCase[] {
  const { kit, entity, owner, rows } = scene;
  const update = operationsOf(kit, "update").find(({ meaning }) => meaning.behaviour.entity === entity.name);
  const field = update?.meaning.behaviour.body.fields
    .flatMap(({ field: given }) => fieldOf(entity, given) ?? [])
    .find(
      (given) =>
        given.name !== scene.marker.name &&
        given.meaning.kind === "scalar" &&
        !given.unique &&
        !given.refersTo,
    );
  if (!update || !field || update.meaning.behaviour.mode !== "patch") return [];
  // Nobody made a row that was loaded, and who may change it is not there.
  if (needsAccount(update) && (!owner || !letsIn(update, scene.create))) return [];
  const row = name(variable(kit, entity.name));
  const changes = py`{${str(field.name)}: ${literal(sampleValue(kit, entity, field, 3))}}`;
  // What a body must say besides stays as it is in the row.
  const whole = replacement(kit, update, { statements: [], entity, row, rows, create: scene.create }, []);
  if (
    whole &&
    update.meaning.behaviour.body.fields.some(
      (each) => each.required && fieldOf(entity, each.field)?.refersTo,
    )
  )
    return [];
  const changed = call(update, {
    rows: { ...rows, item: keyOf(kit, entity, row) },
    ...(owner && { account: owner }),
    extra: [whole ? py`${whole} | ${changes}` : changes],
  });
  return [
    {
      name: `keeps the order when ${indefinite(one(entity))} changes`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(
          ...scene.setup,
          assign(row, makes(scene, literal(mark(scene, 0)))),
          py`set_clock.advance(minutes=1)`,
          makes(scene, literal(mark(scene, 1))),
          py`set_clock.advance(minutes=1)`,
          changed,
        ),
        ...sees(...inOrder(scene, 0, 1)),
      ],
    },
  ];
}
