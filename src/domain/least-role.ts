import { splitWords } from "#base";
import { namesTrusted } from "./role-words.ts";

/** What accounts may be called, the least first, and what new ones are called that nobody gives a role. */
export interface LeastRole {
  readonly values: readonly string[];
  /** Undefined where each lets its holders in somewhere. */
  readonly least?: string;
}

export interface RoleValues {
  readonly values: readonly string[];
  /** What a schema says they begin with. */
  readonly declared?: unknown;
}

/** What somebody is called who has no more rights than everybody else. */
const plain: ReadonlySet<string> = new Set(
  "user member customer client guest viewer reader student visitor subscriber patient buyer basic regular normal standard default player participant cliente usuario utilisateur benutzer".split(
    " ",
  ),
);

/**
 * The least of the roles: never one whose name says that its holders look after things, and where everybody may register,
 * none that an operation asks for, unless its name is everybody's. Which comes first in a list says nothing by itself.
 */
export function findLeastRole(
  { values, declared }: RoleValues,
  asked: ReadonlySet<string>,
  joins: boolean,
): LeastRole {
  const untrusted = values.filter((value) => !namesTrusted(value));
  const isPlain = (value: string): boolean => splitWords(value).some((word) => plain.has(word));
  const free = untrusted.filter((value) => !asked.has(value));
  const given = untrusted.find((value) => value === declared && (isPlain(value) || !asked.has(value)));
  const least =
    given ?? free.find(isPlain) ?? free[0] ?? untrusted.find(isPlain) ?? (joins ? undefined : untrusted[0]);
  const first = least ?? untrusted[0];
  const sorted = values.toSorted((one, other) => Number(other === first) - Number(one === first));
  return { values: sorted, ...(least !== undefined && { least }) };
}

/** Everybody begins with the least that there is, until more is granted. */
export function beginsWith({ least }: LeastRole): { readonly missing: "never"; readonly default?: string } {
  return { missing: "never", ...(least !== undefined && { default: least }) };
}
