import type { Field } from "#domain";
import { type Py, py, str } from "#python";
import { type Act, actOf } from "../acts.ts";
import { call, type PathRows } from "../calls.ts";
import { type Kit, needsAccount, type OperationOf, operationsOf, readOf, shownFieldsOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";

/** What tests of one half of a toggle speak of. */
export interface MemberScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"membership">;
  readonly act: Act;
  readonly scene: Scene;
  readonly add: OperationOf<"membership">;
  readonly remove: OperationOf<"membership">;
  readonly flag?: Field;
  readonly count?: Field;
  /** Whether only those who are signed in see the row. */
  readonly isShut: boolean;
  /** A field of the row, as a viewer sees it through the operation that reads one; as the caller, where none is named and it is shut. */
  readonly see: (field: Field, viewer: Py | undefined, rows?: PathRows, client?: Py) => Py;
  readonly caller: Py;
}

export function openScene(kit: Kit, operation: OperationOf<"membership">): MemberScene | undefined {
  const act = actOf(kit, operation);
  const { relation: relationName, entity: entityName } = operation.meaning.behaviour;
  const relation = kit.domain.relations.find(
    (candidate) => candidate.name === relationName && candidate.target === entityName,
  );
  const half = (action: "add" | "remove") =>
    operationsOf(kit, "membership").find(
      ({ meaning: { behaviour } }) =>
        behaviour.relation === relationName && behaviour.entity === entityName && behaviour.action === action,
    );
  const [add, remove] = [half("add"), half("remove")];
  const read = readOf(kit, entityName);
  if (!act?.scene || !act.caller || !relation || !add || !remove || !read) return undefined;
  const { access, roles } = read.meaning;
  if (access === "owner" || roles.length > 0) return undefined;
  const { scene, caller } = act;
  const shown = shownFieldsOf(kit, read.meaning.behaviour.answer.representation);
  const find = (wanted: string | undefined): Field | undefined =>
    shown.find((field) => field.name === wanted);
  const flag = find(relation.flag);
  const count = find(relation.count);
  if (!flag && !count) return undefined;
  const isShut = needsAccount(read);
  const see = (field: Field, viewer?: Py, rows: PathRows = scene.rows, client?: Py): Py => {
    const account = viewer ?? (isShut ? caller : undefined);
    return py`(${call(read, { rows, ...(account && { account }), ...(client && { client }) })})[${str(field.name)}]`;
  };
  return {
    kit,
    operation,
    act,
    scene,
    add,
    remove,
    ...(flag && { flag }),
    ...(count && { count }),
    isShut,
    see,
    caller,
  };
}

export function calls(
  { scene }: MemberScene,
  half: OperationOf<"membership">,
  account: Py,
  rows: PathRows = scene.rows,
): Py {
  return call(half, { rows, account });
}

export function truth(value: boolean): Py {
  return value ? py`is True` : py`is False`;
}
