import type { Behaviour } from "./behaviour.ts";

/** Whether an operation leaves its callers with a credential that opens nothing any more. */
export function endsCredential({ kind }: Behaviour): boolean {
  return kind === "logout" || kind === "delete-current-account";
}
