import { readAccess } from "./access.ts";
import { readRoleWord } from "./asked-words.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Grant } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { mentionOfRoles, namesTrusted } from "./role-words.ts";
import { settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";

/**
 * Why an operation that is for some only would be everybody's: no account could have the role, and the credential that it
 * asks for opens what is for everybody, too.
 */
export function whyNotTrusted(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  const { operation } = shape;
  const because = saidOfCallers(shape, draft);
  if (because === undefined || settingsOf(draft.settings, operation.id).role === "anybody") return undefined;
  const { access, grants } = readAccess(shape, behaviour, draft);
  if (access === "granted")
    return grants.every((grant) => isOfTrusted(grant, draft))
      ? undefined
      : `it is for some callers only (${because}), and whose credentials are theirs nothing says`;
  // A contract that closes nothing says nowhere who calls, and means that somebody else sees to it.
  const isAnybodys = access === "public" || access === "optional";
  const closes = draft.contract.operations.some(({ security }) => security.length > 0);
  if (isAnybodys && !draft.accounts && closes)
    return `it is for some callers only (${because}), and nothing says who calls`;
  return undefined;
}

function saidOfCallers({ operation }: OperationShape, { accounts }: Draft): string | undefined {
  const word = readRoleWord(operation, [], new Set());
  if (word) return word.because;
  if (operation.roles && operation.roles.length > 0)
    return `an extension names ${operation.roles.join(", ")}`;
  const mention = mentionOfRoles(operation.summary) ?? mentionOfRoles(operation.description);
  return mention?.isFor && !accounts ? `its text speaks of roles: "${mention.word}"` : undefined;
}

/** Whether nobody else has a credential: it is called after those, or all that it opens is for them. */
function isOfTrusted({ scheme, scopes }: Grant, draft: Draft): boolean {
  if ([scheme, ...scopes].some(namesTrusted)) return true;
  return draft.shapes.every((other) => {
    const opens = other.operation.security.some(
      (requirement) =>
        requirement.has(scheme) && scopes.every((scope) => (requirement.get(scheme) ?? []).includes(scope)),
    );
    return !opens || saidOfCallers(other, draft) !== undefined;
  });
}
