import { literal, name, type Py, py } from "#python";
import { keywordArguments } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { isChecked } from "../scalar-samples.ts";
import { many } from "../words.ts";
import { sized } from "./list-pages.ts";
import { asks, asksWith, type ListScene, makes, mark, rowsIn, totals } from "./list-scene.ts";

const page = name("page");

/** How many rows there are on a page unless asked, and at most. They need many, so they are the last to run. */
export function countCases(scene: ListScene): readonly TestCase[] {
  const { pagination } = scene.operation.meaning.behaviour;
  if (!pagination || scene.marker.meaning.kind !== "scalar") return [];
  const { limit, usual, most, mostDeclared } = pagination.size;
  const cases: TestCase[] = [];
  if (usual <= 50)
    cases.push({
      name: `lists ${usual} ${many(scene.entity)} unless asked`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, makesMany(scene, usual + 1)),
        py`page = ${asks(scene)}`,
        paragraph(py`assert len(${rowsIn(scene, page)}) == ${usual}`, totals(scene, usual + 1)),
        ...(limit === undefined && pagination.style === "number"
          ? [
              py`second = ${asks(scene, [[pagination.page.name, literal(pagination.page.first + 1)]])}`,
              py`assert len(${rowsIn(scene, name("second"))}) == 1`,
            ]
          : []),
      ],
    });
  const asked = asksWith(scene, keywordArguments(sized(pagination, name("limit"))));
  if (limit !== undefined && !mostDeclared && most <= 100)
    cases.push({
      name: `lists at most ${most} ${many(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, makesMany(scene, most + 1)),
        py`pages = [${asked} for limit in (${most}, ${most + 1}, 10**30)]`,
        py`assert [len(${rowsIn(scene, page)}) for page in pages] == [${most}] * 3`,
      ],
    });
  return cases;
}

/** Makes so many rows, numbered where their marker can have a number in it. */
export function makesMany(scene: ListScene, count: number): Py {
  const { meaning, bounds } = scene.marker;
  const type = meaning.kind === "scalar" ? meaning.type : undefined;
  const numbered = (marker: Py, numbers: Py): Py => py`
    for number in range(${numbers}):
        ${makes(scene, marker)}`;
  const isFree = type === "string" && !isChecked(bounds, scene.kit) && (bounds.maxLength ?? 20) >= 20;
  if (isFree) return numbered(py`f"number {number}"`, py`${count}`);
  const { minimum = 0, exclusiveMinimum = -1, maximum, exclusiveMaximum, multipleOf = 1 } = bounds;
  const least = Math.max(0, Math.ceil(minimum), Math.floor(exclusiveMinimum + 1));
  const most = maximum ?? (exclusiveMaximum ?? Number.POSITIVE_INFINITY) - 1;
  if ((type === "integer" || type === "number") && least + count <= most && multipleOf === 1)
    return numbered(name("number"), least === 0 ? py`${count}` : py`${least}, ${least + count}`);
  return py`
    for _ in range(${count}):
        ${makes(scene, literal(mark(scene, 0)))}`;
}
