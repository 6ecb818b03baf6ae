import { type Axis, axisLength, type Behaviour, coordinateAt, type Entity, type ScalarValue } from "#domain";
import type { JsonLike } from "#python";
import { cellParts } from "../cells.ts";
import type { PathRows } from "./calls.ts";
import { entityIn, type Kit } from "./kit.ts";
import { sampleValue } from "./values.ts";

/** A cell by its places in the lists, the outermost first. */
export type CellPlace = readonly number[];

/** Two cells that are not one, even where rows are taken for columns: the second of the first list, the first of the last. */
export function twoPlaces({ cells }: Entity): readonly [CellPlace, CellPlace] {
  const lengths = (cells?.axes ?? []).map(({ values }) => axisLength(values));
  const first = lengths.map((length, index) => (index === 1 ? Math.min(1, length - 1) : 0));
  const second = lengths.map((length, index) => (index === 0 ? length - 1 : 0));
  return [first, second];
}

/** The coordinates of a cell as an operation's path has them. */
export function coordinatesAt(
  { cells }: Entity,
  coordinates: readonly string[],
  place: CellPlace,
): readonly ScalarValue[] {
  return coordinates.map((coordinate) => {
    const index = cells?.axes.findIndex(({ field }) => field === coordinate) ?? 0;
    const axis = cells?.axes[index];
    return axis ? coordinateAt(axis.values, place[index] ?? 0) : "";
  });
}

/** What the path of an operation on a cell selects where nothing else is said. */
export function cellRows(kit: Kit, behaviour: Behaviour): PathRows {
  if (behaviour.kind !== "read-cell" && behaviour.kind !== "write-cell") return {};
  const entity = entityIn(kit, behaviour.entity);
  return { coordinates: coordinatesAt(entity, behaviour.coordinates, twoPlaces(entity)[0]).map(String) };
}

/** What may be written and is not empty: the first values, each another one. `accepts`: what alone may be. */
export function cellSamples(kit: Kit, entity: Entity, accepts?: readonly ScalarValue[]): readonly JsonLike[] {
  const { cells, field } = cellParts(entity);
  const { meaning } = field;
  const values =
    meaning.kind === "enum"
      ? (accepts ?? meaning.values)
      : [0, 1, 2, 3].map((number) => sampleValue(kit, entity, field, number));
  return [...new Set(values)].filter((value) => value !== cells.empty).slice(0, 2);
}

export function firstSample(kit: Kit, entity: Entity): JsonLike {
  const [writing] = kit.operations.flatMap(({ meaning: { behaviour } }) =>
    behaviour.kind === "write-cell" && behaviour.entity === entity.name ? [behaviour] : [],
  );
  return cellSamples(kit, entity, writing?.accepts)[0] ?? null;
}

/** Values of a coordinate that are none. */
export function strangeCoordinates({ values }: Axis): readonly ScalarValue[] {
  if (values.kind === "choices") return ["no-such-value"];
  return [values.minimum - 1, values.maximum + 1, "99999999999999999999", "text"];
}
