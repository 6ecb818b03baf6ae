import { type Field, primaryField } from "#domain";
import { imported, type Py, py, str } from "#python";
import { tableOf } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { api, keyExpression } from "./calls.ts";
import { isAccount, type Kit, shownFieldsOf } from "./kit.ts";
import type { Scene } from "./scenes.ts";

/** How a test looks into the table itself, at what no operation shows of a row that it made. */
export interface StoredSight {
  /** The row, as a dict of its columns. */
  readonly row: Py;
  /** What the column of a field holds in a row that was looked up before. */
  readonly pick: (row: Py, field: Field) => Py;
  /** The same, looked up at once. */
  readonly see: (field: Field) => Py;
  /** Whether the column holds what JSON has: texts without a format, choices, whole numbers and truth values. */
  readonly isPlain: (field: Field) => boolean;
}

/** Undefined where a test does not know the key of the row. */
export function storedSight(kit: Kit, scene: Scene): StoredSight | undefined {
  const { entity } = scene;
  const key = primaryField(entity);
  const held = key && keyHeld(kit, scene, key);
  if (!key || !held) return undefined;
  const isUuid = key.meaning.kind === "identity" && key.meaning.type === "uuid";
  const given = isUuid ? py`${imported("uuid", "UUID")}(${held})` : held;
  const { name: table } = tableOf(kit.blueprint, entity.name);
  const row = py`await ${api("stored_row")}(connection, ${str(table)}, ${given})`;
  const pick = (from: Py, field: Field): Py => py`${from}[${str(attributeName(field.name))}]`;
  return { row, pick, see: (field) => pick(py`(${row})`, field), isPlain };
}

/** The key as paths have it, or as the answer to the making of a row shows it. */
function keyHeld(kit: Kit, { entity, rows, row, create, form }: Scene, key: Field): Py | undefined {
  if (entity.identity.field === key.name && rows.item) return keyExpression(rows.item);
  if (isAccount(kit, entity.name)) return undefined;
  const shown = shownFieldsOf(kit, form ?? create.meaning.behaviour.answer.representation);
  return shown.some(({ name }) => name === key.name) ? py`${row}[${str(key.name)}]` : undefined;
}

function isPlain({ meaning, bounds }: Field): boolean {
  if (meaning.kind === "enum") return true;
  if (meaning.kind !== "scalar" || bounds.format !== undefined) return false;
  return meaning.type === "string" || meaning.type === "boolean" || meaning.type === "integer";
}
