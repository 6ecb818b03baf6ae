import type { FieldMeaning } from "./domain.ts";
import { findLeastRole } from "./least-role.ts";
import { hasWord } from "./names.ts";

const roleNames = new Set(["role", "roles"]);

/** The role that everybody begins with where no operation asks for one: the name of whoever has no more rights than others. */
export function plainRole(name: string, meaning: FieldMeaning): string | undefined {
  if (meaning.kind !== "enum" || !hasWord(name, roleNames)) return undefined;
  const values = meaning.values.filter((value) => typeof value === "string");
  return findLeastRole({ values }, new Set(values), true).least;
}
