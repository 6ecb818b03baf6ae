import { comparedType } from "#domain";
import { literal, name, py, str } from "#python";
import type { Act } from "../acts.ts";
import { details, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { many } from "../words.ts";
import { asks, type ListScene, makes, mark, markersIn, marks, totals } from "./list-scene.ts";
import { narrowedField, narrowedRows } from "./narrowed-rows.ts";

const page = name("page");

/** Only rows that have the value of the path; and what is no such value at all. */
export function narrowedCases(scene: ListScene): readonly TestCase[] {
  const { kit, operation, act, caller } = scene;
  const { narrowed } = operation.meaning.behaviour;
  const refused = narrowedRefusals(kit, operation, { ...act, ...(caller && { caller }) });
  return narrowed ? [...otherCase(scene, narrowed.field), ...refused] : [];
}

function otherCase(scene: ListScene, field: string): readonly TestCase[] {
  const { kit, operation, create, entity } = scene;
  const other = narrowedRows(kit, operation, create, 1);
  if (!other) return [];
  return [
    {
      name: `lists no ${many(entity)} of another ${field}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          ...other.statements,
          makes(scene, literal(mark(scene, 0))),
          makes(scene, literal(mark(scene, 1)), { more: [...details(other.values), ...other.details] }),
        ),
        py`page = ${asks(scene)}`,
        paragraph(
          py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`,
          totals(scene, 1),
          py`page = ${asks({ ...scene, rows: { ...scene.rows, ...other.rows } })}`,
          py`assert ${markersIn(scene, page)} == ${marks(scene, 1)}`,
        ),
      ],
    },
  ];
}

/** A value that no row can have, which is refused as other input is. */
export function narrowedRefusals(
  kit: Kit,
  operation: OperationOf<"list">,
  { statements, rows, caller }: Act,
): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  if (!behaviour.narrowed) return [];
  const { parameter } = behaviour.narrowed;
  const field = narrowedField(kit, behaviour)?.field;
  const isText = field && comparedType(field) === "string";
  const asked = request(operation, {
    rows: { ...rows, narrowed: isText ? "nul%00" : "text" },
    ...(caller && { headers: py`${caller}.headers` }),
  });
  return [
    {
      name: isText ? `refuses ${parameter} with nul` : `refuses ${parameter} of another form`,
      fixtures: ["client"],
      body: [
        paragraph(...statements),
        py`response = ${asked}`,
        assertInvalid(operation, "parameters", str(parameter)),
      ],
    },
  ];
}
