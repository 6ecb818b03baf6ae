import { splitWords } from "#base";
import { readBarred } from "./barred.ts";
import type { Behaviour } from "./behaviour.ts";
import { changesRow } from "./changes-row.ts";
import type { Field } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import { fieldOf } from "./fields.ts";

const flagWords: ReadonlySet<string> = new Set(
  "active inactive enabled disabled blocked banned suspended locked frozen deactivated".split(" "),
);
const idleWords: ReadonlySet<string> = new Set(["is", "account", "user", "member", "login", "sign", "in"]);

/**
 * Why who keeps an account out would only seem to: the flag would be set, and its holder sign in as before, since signing in
 * says nowhere whom it refuses.
 */
export function whyStillIn(behaviour: Behaviour, draft: Draft): string | undefined {
  const account = accountEntity(draft);
  const { accounts } = draft;
  if (!account || !accounts || !("entity" in behaviour) || behaviour.entity !== account.name)
    return undefined;
  const barred = readBarred(accounts.login.operation, account);
  const found = fieldsSet(behaviour).find(
    (name) => name !== barred?.field && keepsOut(fieldOf(account, name)),
  );
  return (
    found &&
    `an account whose ${found} says so would sign in all the same: which it refuses signing in does not say`
  );
}

/** What an operation sets, but for what lets somebody in again. */
function fieldsSet(behaviour: Behaviour): readonly string[] {
  if (behaviour.kind === "change-state" || behaviour.kind === "change-states")
    return behaviour.sets.flatMap(({ field, to }) =>
      to.kind === "value" && to.value === isIn(field) ? [] : [field],
    );
  return changesRow(behaviour) ? behaviour.body.fields.map(({ field }) => field) : [];
}

/** What the flag says of those who may sign in. */
function isIn(name: string): boolean {
  return splitWords(name).some((word) => word === "active" || word === "enabled");
}

/** Whether a field is a flag called after nothing else than that an account is kept out, or in. */
function keepsOut(field: Field | undefined): boolean {
  if (field?.meaning.kind !== "scalar" || field.meaning.type !== "boolean") return false;
  const words = splitWords(field.name).filter((word) => !idleWords.has(word));
  return words.length === 1 && flagWords.has(words[0] ?? "");
}
