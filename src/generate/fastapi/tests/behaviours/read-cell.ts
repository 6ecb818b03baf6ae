import { literal, py } from "#python";
import { cellParts } from "../../cells.ts";
import { actOf } from "../acts.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { CellPlace } from "../cell-samples.ts";
import { credentialCases } from "../credentials.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { assertEqual } from "../values.ts";
import { one } from "../words.ts";
import { type CellScene, cellScene, coordinateCase, seesCell, writes } from "./cells.ts";
import { twoWritten } from "./read-matrix.ts";

/** One cell: what was written to it, and nothing of the others. */
export function readCellCases(kit: Kit, operation: OperationOf<"read-cell">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const scene = cellScene(kit, operation, operation.meaning.behaviour.entity);
  if (!act || !scene) return [];
  return [shownCase(scene), coordinateCase(kit, operation, act), ...credentialCases(kit, act)];
}

function shownCase(scene: CellScene): TestCase {
  const { entity, statements, places } = scene;
  const written = twoWritten(scene);
  const { cells } = cellParts(entity);
  const free = otherPlace(scene);
  return {
    name: `shows what was written to the ${one(entity)}`,
    fixtures: ["client"],
    body: [
      paragraph(...statements, ...written.map((each) => writes(scene, each))),
      paragraph(
        ...written.map(({ place, value }) => assertEqual(seesCell(scene, place) ?? py`None`, literal(value))),
        free && assertEqual(seesCell(scene, free) ?? py`None`, literal(cells.empty)),
      ),
    ].filter((part) => places.length > 0 && part),
  };
}

/** A cell that is none of two: the first one with its coordinates exchanged, or the first of all. */
function otherPlace({ entity, places: [first, second] }: CellScene): CellPlace | undefined {
  const lengths = cellParts(entity).cells.axes.map(({ values }) => values);
  const exchanged = first.toReversed();
  const candidates = [exchanged, first.map(() => 0)];
  return candidates.find(
    (place) =>
      lengths.length === place.length &&
      [first, second].every((other) => other.join() !== place.join()) &&
      place.every((index, axis) => index < lengthOf(entity, axis)),
  );
}

function lengthOf(entity: CellScene["entity"], axis: number): number {
  const values = cellParts(entity).cells.axes[axis]?.values;
  if (!values) return 0;
  return values.kind === "range" ? values.maximum - values.minimum + 1 : values.values.length;
}
