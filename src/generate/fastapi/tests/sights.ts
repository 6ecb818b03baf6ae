import type { Entity, Field } from "#domain";
import { name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { standingOf } from "./behaviours/list-standing.ts";
import { call, keywordArguments, type PathRows } from "./calls.ts";
import {
  isAccount,
  type Kit,
  keyOf,
  listOf,
  needsAccount,
  type OperationOf,
  readOf,
  shownFieldsOf,
} from "./kit.ts";
import { isWhole, rowsFrom } from "./list-answers.ts";
import { letsOwnerIn } from "./role-support.ts";
import type { Scene } from "./scenes.ts";
import { textsOf } from "./texts.ts";

/** How a test looks at a row that it made: through the operation that reads one, or through a list. */
export interface Sight {
  /** What one field holds, to be compared with `expect` of a value. */
  readonly see: (field: Field) => Py;
  /** What one field holds in what was seen before. */
  readonly pick: (seen: Py, field: Field) => Py;
  /** That what was seen before shows nothing of a field. */
  readonly lacks: (seen: Py, field: Field) => Py;
  /** What to compare with: a list shows many rows. */
  readonly expect: (value: Py) => Py;
  /** Everything that is shown of the row, to be compared with `expect` of a row. */
  readonly whole: Py;
  readonly shown: readonly Field[];
  readonly representation: string | undefined;
}

export interface SightOptions {
  readonly scene: Scene;
  /** Variable of the account that looks. */
  readonly viewer?: Py;
  readonly client?: Py;
}

export function sightOf(
  kit: Kit,
  entity: Entity,
  { scene, viewer, client }: SightOptions,
): Sight | undefined {
  const read = readOf(kit, entity.name);
  // Who made the row may see it, whoever else may.
  const seer = (operation: OperationBlueprint): Py | undefined =>
    viewer ?? (needsAccount(operation) && letsOwnerIn(operation, scene) ? scene.owner : undefined);
  const common = (operation: OperationBlueprint) => {
    const account = seer(operation);
    return { ...(account && { account }), ...(client && { client }) };
  };
  if (read && (!needsAccount(read) || seer(read))) {
    const whole = call(read, { rows: scene.rows, ...common(read) });
    return rowSight(kit, whole, read.meaning.behaviour.answer.representation);
  }
  const list = listOf(kit, entity.name);
  if (!list || (needsAccount(list) && !seer(list))) return undefined;
  const { parent } = list.meaning.behaviour;
  if (parent && !scene.rows.parent) return undefined;
  const rows = rowsOf(kit, list, { rows: scene.rows, ...common(list) });
  const { representation } = list.meaning.behaviour.answer;
  return {
    see: (field) => textsOf(field, rows),
    pick: (seen, field) => textsOf(field, seen),
    lacks: (seen, field) => py`assert all(${str(field.name)} not in each for each in ${seen})`,
    expect: (value) => py`[${value}]`,
    whole: rows,
    shown: shownFieldsOf(kit, representation),
    representation,
  };
}

/** The rows of a list, called through its helper: all of them. */
export function rowsOf(
  kit: Kit,
  list: OperationOf<"list">,
  options: {
    readonly rows?: PathRows;
    readonly account?: Py;
    readonly client?: Py;
    readonly extra?: readonly Py[];
  },
): Py {
  const everything = keywordArguments(standingOf(kit, list).query);
  const called = call(list, { ...options, extra: [...everything, ...(options.extra ?? [])] });
  return isWhole(list.meaning.behaviour.answer) ? rowsFrom(list, py`(${called})`) : called;
}

/** How a test looks at the account of a credential. */
export function accountSight(kit: Kit, holder: Py, client?: Py): Sight | undefined {
  const current = kit.account?.current;
  if (!current) return undefined;
  const whole = call(current, { account: holder, ...(client && { client }) });
  return rowSight(kit, whole, current.meaning.behaviour.answer.representation);
}

function rowSight(kit: Kit, whole: Py, representation: string | undefined): Sight {
  return {
    see: (field) => py`(${whole})[${str(field.name)}]`,
    pick: (seen, field) => py`${seen}[${str(field.name)}]`,
    lacks: (seen, field) => py`assert ${str(field.name)} not in ${seen}`,
    expect: (value) => value,
    whole,
    shown: shownFieldsOf(kit, representation),
    representation,
  };
}

/** What a variable holds in a field: accounts are objects, rows are dicts. */
export function heldValue(kit: Kit, entity: Entity, holder: Py, field: Field): Py {
  if (isAccount(kit, entity.name)) return py`${holder}.${name(attributeName(field.name))}`;
  return field.name === entity.identity.field
    ? keyOf(kit, entity, holder)
    : py`${holder}[${str(field.name)}]`;
}
