import type { Behaviour } from "./behaviour.ts";
import { type Draft, entityNamed } from "./draft.ts";

/**
 * Whether an operation means nothing without a caller who has an account: it speaks of that account, or makes rows that are
 * the caller's. Wherever a contract lets strangers in here, there is nothing that they could be answered but a 401.
 */
export function isAboutCaller(behaviour: Behaviour, draft: Draft): boolean {
  if (!draft.accounts) return false;
  switch (behaviour.kind) {
    case "current-account":
    case "update-current-account":
    case "delete-current-account":
    case "membership":
      return true;
    case "logout":
      return !("body" in behaviour) && !behaviour.byCookie;
    case "create":
      return entityNamed(draft, behaviour.entity)?.owner !== undefined;
    case "read-singleton":
    case "update-singleton":
      return behaviour.own !== undefined;
    case "delete-all":
      return behaviour.own === true;
    case "list":
      return behaviour.following !== undefined || behaviour.own === true;
    default:
      return false;
  }
}
