import type { Field } from "#domain";
import { commaList, type JsonLike, literal, type Py, py, str } from "#python";
import type { Act } from "../acts.ts";
import { call } from "../calls.ts";
import type { AccountKit, Kit, OperationOf } from "../kit.ts";
import { requiredEntries } from "../required-of-accounts.ts";
import type { Sight } from "../sights.ts";

export interface OwnChange {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly operation: OperationOf<"update-current-account">;
  readonly act: Act;
  readonly holder: Py;
  /** Fields that the body gives and that answers show. */
  readonly shown: readonly Field[];
}

/** The same where an operation shows the account. */
export interface OwnUpdate extends OwnChange {
  readonly sight: Sight;
}

/** What a change says, by its fields. */
export interface Change {
  readonly fields: readonly string[];
  readonly entries: readonly Py[];
}

export function updatesOwn(scene: OwnChange, change: Change, seen?: Py): Py {
  return call(scene.operation, { account: scene.holder, extra: [bodyOf(scene, change, seen)] });
}

/** The body of a change, with what it must say besides: as `seen` has it, where something was seen before. */
export function bodyOf(
  { kit, account, act, shown, holder }: OwnChange,
  { fields: given, entries }: Change,
  seen?: Py,
): Py {
  const fields = shown.map((field) => field.name);
  const standing = { holder, given, ...(seen && { seen: { row: seen, fields } }) };
  return py`{${commaList([...requiredEntries(kit, account, act.fields, standing), ...entries])}}`;
}

export function change(field: Field, value: Py | JsonLike): Change {
  const said = isFragment(value) ? value : literal(value);
  return { fields: [field.name], entries: [py`${str(field.name)}: ${said}`] };
}

export function isFragment(value: Py | JsonLike): value is Py {
  return typeof value === "object" && value !== null && "imports" in value && "text" in value;
}
