import { literal, name, py } from "#python";
import { paragraph, type TestCase } from "../cases.ts";
import { sampleValue } from "../values.ts";
import { asks, inOrder, type ListScene, makes, mark, markersIn, marks, orderOf } from "./list-scene.ts";

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
    name: order.by === "time" ? "tells rows of one moment apart by the order in which they were made" : "lists rows in the order in which they were made",
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
      asMade,
    ];
  }
  if (order.by === "number" || !order.field) return [asMade];
  const { field } = order;
  const valued = (number: number) =>
    field === scene.marker
      ? made(number)
      : makes(scene, literal(mark(scene, number)), {
          more: [py`${name(field.name)}=${literal(sampleValue(scene.kit, scene.entity, field, number))}`],
        });
  const sorted = [0, 1, 2].toSorted((one, other) => {
    const [left, right] = [one, other].map((number) => sampleValue(scene.kit, scene.entity, field, number));
    return (left ?? 0) < (right ?? 0) ? -1 : 1;
  });
  return [
    {
      name: `lists rows by ${field.name}`,
      fixtures: ["client"],
      body: [paragraph(...scene.setup, valued(1), valued(2), valued(0)), ...sees(...(order.descending ? sorted.toReversed() : sorted))],
    },
  ];
}
