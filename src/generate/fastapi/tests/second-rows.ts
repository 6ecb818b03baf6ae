import { name, type Py } from "#python";
import { registers } from "./calls.ts";
import type { Kit } from "./kit.ts";
import { grants } from "./role-support.ts";
import type { Scene } from "./scenes.ts";

/** Whether whoever made a row is refused a second one of the kind for a while. */
export function isOneOpen({ meaning: { behaviour } }: Scene["create"]): boolean {
  return behaviour.kind === "create" && behaviour.conflicts?.some(({ kind }) => kind === "one-open") === true;
}

/** Who makes another row beside that of a scene: the same account, but where it may have no second one. */
export function secondMaker(
  kit: Kit,
  { create, owner }: Pick<Scene, "create" | "owner">,
): { readonly owner?: Py; readonly statements: readonly Py[] } {
  if (!isOneOpen(create) || !kit.account) return { ...(owner && { owner }), statements: [] };
  const stranger = name("stranger");
  return { owner: stranger, statements: [registers(kit.account, stranger), ...grants(create, stranger)] };
}
