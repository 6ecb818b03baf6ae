import { name, py } from "#python";
import type { Act } from "../acts.ts";
import { answered, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, type Kit, listOf, needsAccount, type OperationOf } from "../kit.ts";
import { rowsOf } from "../sights.ts";
import { one } from "../words.ts";

/** A row that was made is among those that are listed. */
export function listedCase(kit: Kit, operation: OperationOf<"create">, act: Act): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const list = listOf(kit, entity.name);
  const { answer } = operation.meaning.behaviour;
  if (!list || list.meaning.behaviour.parent || list.meaning.roles.length > 0) return [];
  if (list.meaning.behaviour.answer.representation !== answer.representation) return [];
  if (needsAccount(list) && !act.caller) return [];
  const account = needsAccount(list) && act.caller ? { account: act.caller } : {};
  return [
    {
      name: `stores the ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${request(operation, {
          rows: act.rows,
          ...(act.body && { body: act.body }),
          ...(act.caller && { headers: py`${act.caller}.headers` }),
        })}`,
        py`stored = ${rowsOf(kit, list, { rows: act.rows, ...account })}`,
        paragraph(py`assert ${answered(operation, name("response"))} in stored`),
      ],
    },
  ];
}
