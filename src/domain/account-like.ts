import { splitWords } from "#base";
import type { Behaviour } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import type { Unmade } from "./loaded.ts";

const accountWords: ReadonlySet<string> = new Set(["account", "member", "profile", "user"]);

/**
 * Rows that look like the accounts that sign in, and that nothing makes: the contract shows one thing in two forms that do not
 * fit together. As rows of their own they would be everybody's to change.
 */
export function whyTakenForAccounts(
  behaviour: Behaviour,
  unmade: ReadonlyMap<string, Unmade>,
  draft: Draft,
): string | undefined {
  const account = accountEntity(draft);
  if (!account || behaviour.kind === "custom" || !("entity" in behaviour)) return undefined;
  const above = "parent" in behaviour && behaviour.parent ? [behaviour.parent.entity] : [];
  const found = [behaviour.entity, ...above]
    .flatMap((name) => unmade.get(name)?.entity ?? [])
    .find((entity) => isLike(entity, account, draft));
  return (
    found &&
    `${found.name} rows look like the accounts that sign in, and the contract shows those in another form`
  );
}

function isLike(entity: Entity, account: Entity, { accounts }: Draft): boolean {
  const names = new Set(entity.fields.map(({ name }) => name));
  const shared = account.fields.filter(({ name, meaning }) => meaning.kind === "scalar" && names.has(name));
  const isCalled = splitWords(entity.name).some((word) => accountWords.has(word.toLowerCase()));
  return (
    entity.name !== account.name && names.has(accounts?.loginField ?? "") && (isCalled || shared.length > 1)
  );
}
