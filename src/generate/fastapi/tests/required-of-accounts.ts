import type { Field } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { attributeName } from "../tables.ts";
import type { AccountKit, Kit } from "./kit.ts";
import { toldFields } from "./told-keys.ts";
import { sampleValue } from "./values.ts";

/** Whose account it is, which fields are given anyhow, and a variable that holds what was shown of it. */
export interface Standing {
  readonly holder: Py;
  readonly given?: readonly string[];
  readonly seen?: { readonly row: Py; readonly fields: readonly string[] };
}

/** What else a change of one's own account must give: what it is, as far as a test knows that. */
export function requiredEntries(
  kit: Kit,
  account: AccountKit,
  fields: readonly { readonly field: Field; readonly required: boolean }[],
  { holder, given = [], seen }: Standing,
): readonly Py[] {
  const { entity, accounts } = account;
  const told = toldFields(account);
  const known = [entity.identity.field, accounts.loginField, accounts.passwordField].filter((each) =>
    told.has(each),
  );
  return fields
    .filter(({ field, required }) => required && !given.includes(field.name))
    .map(({ field }) => {
      const key = str(field.name);
      if (known.includes(field.name)) return py`${key}: ${holder}.${name(attributeName(field.name))}`;
      return seen?.fields.includes(field.name)
        ? py`${key}: ${seen.row}[${key}]`
        : py`${key}: ${literal(sampleValue(kit, entity, field, 1))}`;
    });
}
