import type { Behaviour } from "./behaviour.ts";
import type { Access, Assumption, OperationMeaning } from "./domain.ts";
import type { Draft } from "./draft.ts";
import type { OperationShape } from "./shapes.ts";

const safeMethods: ReadonlySet<string> = new Set(["get", "head", "options", "trace"]);

/**
 * Whether a request of a page of another site is refused. A browser sends the cookie whoever has it send a request, and keeps
 * the one that it is answered: where something may change by that, what it says of the page must be looked at.
 */
export function refusesOtherSites(
  { operation }: OperationShape,
  behaviour: Behaviour,
  access: Access,
  { accounts, settings }: Draft,
): boolean {
  if (!accounts?.cookie || settings.otherSites === "allowed") return false;
  return takesCookie(behaviour, access) && !safeMethods.has(operation.method);
}

function takesCookie(behaviour: Behaviour, access: Access): boolean {
  if (behaviour.kind === "custom") return false;
  const ends = behaviour.kind === "logout" && behaviour.byCookie === true;
  const isDoor = behaviour.kind === "login" || behaviour.kind === "register";
  const begins = isDoor && behaviour.answer.cookie !== undefined;
  return ends || begins || access === "required" || access === "owner" || access === "optional";
}

/** Said once, where the contract has no answer for that. */
export function otherSitesAssumption(
  { accounts, settings, contract }: Draft,
  readings: readonly { readonly meaning: OperationMeaning }[],
): readonly Omit<Assumption, "id">[] {
  const scheme = accounts?.cookie?.scheme;
  const chosen = settings.otherSites ?? "refused";
  const isSaid = readings.every(
    ({ meaning: { id, guarded } }) =>
      !guarded ||
      contract.operations.some(
        (operation) => operation.id === id && operation.responses.some(({ status }) => status === "403"),
      ),
  );
  if (!scheme || (isSaid && chosen === "refused")) return [];
  const text = `requests that pages of other sites send with the cookie ${scheme.parameter} are ${chosen === "refused" ? "refused with 403" : "let through"} where they may change something`;
  return [{ text, span: scheme.span, setting: "domain.otherSites", choices: ["refused", "allowed"], chosen }];
}
