import type { Field } from "#domain";
import { type JsonLike, literal, type Py, py, str } from "#python";
import type { Act } from "../acts.ts";
import { call } from "../calls.ts";
import type { AccountKit, Kit, OperationOf } from "../kit.ts";
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

export function updatesOwn({ operation, holder }: OwnChange, changes: Py): Py {
  return call(operation, { account: holder, extra: [changes] });
}

export function change(field: Field, value: Py | JsonLike): Py {
  return py`{${str(field.name)}: ${isFragment(value) ? value : literal(value)}}`;
}

export function isFragment(value: Py | JsonLike): value is Py {
  return typeof value === "object" && value !== null && "imports" in value && "text" in value;
}
