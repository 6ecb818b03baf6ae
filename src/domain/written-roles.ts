import { splitWords } from "#base";
import { changesRow } from "./changes-row.ts";
import type { Assumption } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import type { OperationReading } from "./read-operation.ts";

const roleWords: ReadonlySet<string> = new Set(["role", "roles", "permission", "permissions", "scopes"]);
const flagText = /^(?:is_?)?(?:admin|administrator|staff|superuser|super_?admin|moderator)$/i;

/** Told once for each operation by which people without a role say which one an account has: no rule of the contract forbids it. */
export function writtenRoleAssumptions(
  draft: Draft,
  readings: readonly OperationReading[],
): readonly Omit<Assumption, "id">[] {
  const account = accountEntity(draft);
  if (!account) return [];
  return readings.flatMap(({ meaning: { id, behaviour, roles, span } }) => {
    const writes =
      behaviour.kind === "create" ||
      behaviour.kind === "register" ||
      changesRow(behaviour) ||
      behaviour.kind === "update-current-account";
    if (!writes || roles.length > 0 || behaviour.entity !== account.name) return [];
    const field = behaviour.body.fields.find(({ field: name }) => givesRights(name))?.field;
    if (field === undefined) return [];
    return [
      {
        text: `${id} takes ${field} from whoever may call it, of themselves or others: no operation asks for one`,
        span,
        setting: `domain.operations.${id}.${behaviour.kind === "register" ? "behaviour" : "role"}`,
        choices: behaviour.kind === "register" ? ["register", "custom"] : ["anybody", "admin"],
        chosen: behaviour.kind === "register" ? "register" : "anybody",
      },
    ];
  });
}

function givesRights(name: string): boolean {
  return flagText.test(name) || splitWords(name).some((word) => roleWords.has(word));
}
