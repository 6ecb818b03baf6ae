import type { Domain } from "#domain";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import type { JsonObject } from "../document.ts";
import { type Action, type OperationPlace, remove, update } from "./action.ts";

/** Who is asked for a credential although the contract asks nobody, and who is not although it asks. */
export function askedCredentials(
  { domain }: Blueprint,
  { meaning, contract }: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const asks = contract.security.length > 0 && contract.security.every(({ size }) => size > 0);
  if (asks && meaning.access === "public") return opened(place);
  if (!asksAccounts({ meaning, contract }) || !domain.accounts) return [];
  const reason = "callers are asked who they are: what is done here is for an account";
  return [update(place.keys, { security: [{ [domain.accounts.credential.scheme]: [] }] }, reason)];
}

/** Whether an operation is for accounts alone, which its contract does not say. */
function asksAccounts({ meaning, contract }: Pick<OperationBlueprint, "meaning" | "contract">): boolean {
  const isClosed = meaning.access === "required" || meaning.access === "owner";
  return isClosed && contract.security.length === 0 && meaning.behaviour.kind !== "custom";
}

function opened({ keys, value }: OperationPlace): readonly Action[] {
  const reason = "whoever calls it has no credential yet";
  return [
    ...(Object.hasOwn(value, "security") ? [remove([...keys, "security"], reason)] : []),
    update(keys, { security: [] }, reason),
  ];
}

/** The scheme of accounts, where the contract declares none. */
export function missingScheme(
  { domain, contract }: Blueprint,
  operations: readonly OperationBlueprint[],
): readonly Action[] {
  const credential = domain.accounts?.credential;
  if (!credential || contract.securitySchemes.has(credential.scheme) || !operations.some(asksAccounts))
    return [];
  const components = { securitySchemes: { [credential.scheme]: schemeOf(credential) } };
  return [update([], { components }, "how callers show who they are")];
}

type Credential = NonNullable<Domain["accounts"]>["credential"];

function schemeOf({ schemeType, in: where, parameter }: Credential): JsonObject {
  return schemeType === "http"
    ? { type: "http", scheme: "bearer" }
    : { type: "apiKey", in: where, name: parameter };
}
