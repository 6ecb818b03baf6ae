import { type Entity, primaryField } from "#domain";
import { imported, name, py, str } from "#python";
import { ownerColumnName } from "../../tables.ts";
import { accountKey } from "../api-support.ts";
import { call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assign } from "../statements.ts";
import { storedSight } from "../stored-rows.ts";
import type { CreateScene } from "./create-scene.ts";

/** Who made a row, where no answer shows it and the table notes it. */
export function notedCase({ kit, made }: CreateScene, entity: Entity): readonly TestCase[] {
  const { account } = kit;
  const scene = made([]);
  const { statements, owner } = scene;
  const stored = storedSight(kit, scene);
  const key = account && accountKey(account);
  if (!account || !owner || !entity.owner || key === undefined || !stored) return [];
  const stranger = name("stranger");
  const meaning = primaryField(account.entity)?.meaning;
  const isUuid = meaning?.kind === "identity" && meaning.type === "uuid";
  const held = py`${owner}.${name(key)}`;
  const expected = isUuid ? py`${imported("uuid", "UUID")}(${held})` : held;
  return [
    {
      name: `keeps the caller as the ${entity.owner.field}`,
      fixtures: ["client"],
      body: [
        // Neither the first account nor the last.
        paragraph(assign(stranger, call(account.register)), ...statements, call(account.register)),
        paragraph(
          py`stored = ${stored.row}`,
          py`assert stored[${str(ownerColumnName(entity))}] == ${expected}`,
          py`assert ${held} != ${stranger}.${name(key)}`,
        ),
      ],
    },
  ];
}
