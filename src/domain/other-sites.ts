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
  if (!accounts || settings.otherSites === "allowed" || safeMethods.has(operation.method)) return false;
  return handlesCookie(behaviour) || (accounts.cookie !== undefined && asksForAccount(behaviour, access));
}

/** Whether a cookie is taken or set, whoever calls. */
function handlesCookie(behaviour: Behaviour): boolean {
  if (behaviour.kind === "logout") return behaviour.byCookie === true;
  if (behaviour.kind === "refresh") return "cookie" in behaviour;
  if (behaviour.kind !== "login" && behaviour.kind !== "register") return false;
  const { cookie, refreshCookie } = behaviour.answer;
  return cookie !== undefined || refreshCookie !== undefined;
}

function asksForAccount({ kind }: Behaviour, access: Access): boolean {
  return kind !== "custom" && (access === "required" || access === "owner" || access === "optional");
}

/** Said once, where the contract has no answer for that. */
export function otherSitesAssumption(
  { accounts, settings, contract }: Draft,
  readings: readonly { readonly meaning: OperationMeaning }[],
): readonly Omit<Assumption, "id">[] {
  const refresh = accounts?.sessions.refresh;
  const sent =
    refresh && "cookie" in refresh.from
      ? { name: refresh.from.cookie, span: refresh.shape.operation.span }
      : accounts?.cookie && { name: accounts.cookie.scheme.parameter, span: accounts.cookie.scheme.span };
  const chosen = settings.otherSites ?? "refused";
  const isSaid = readings.every(
    ({ meaning: { id, guarded } }) =>
      !guarded ||
      contract.operations.some(
        (operation) => operation.id === id && operation.responses.some(({ status }) => status === "403"),
      ),
  );
  if (!sent || (isSaid && chosen === "refused")) return [];
  const text = `requests that pages of other sites send with the cookie ${sent.name} are ${chosen === "refused" ? "refused with 403" : "let through"} where they may change something`;
  return [{ text, span: sent.span, setting: "domain.otherSites", choices: ["refused", "allowed"], chosen }];
}
