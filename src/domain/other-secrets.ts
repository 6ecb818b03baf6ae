import type { AccountsDraft } from "./accounts.ts";
import type { Field } from "./domain.ts";

/**
 * An account has one password: the one that people sign in with. What else is a password by its format may be the same under
 * another name, a second one, or the first once more, and nothing says which.
 */
export function markOtherSecrets(
  fields: readonly Field[],
  accounts: Pick<AccountsDraft, "passwordField"> | undefined,
): readonly Field[] {
  const password = accounts?.passwordField;
  if (password === undefined) return fields;
  return fields.map((field) =>
    field.meaning.kind === "password" && field.name !== password
      ? {
          ...field,
          unkept: true,
          unread: `people sign in with ${password}, and nothing says what ${field.name} is beside it`,
        }
      : field,
  );
}
