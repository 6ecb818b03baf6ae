import { isCredentialHeader, type OperationMeaning } from "#domain";
import { refreshCookie, takesRefreshCookie } from "../../app/cookie-names.ts";
import { callbackHeaders } from "../../app/routes/called-back.ts";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { type Action, type OperationPlace, update } from "./action.ts";
import { ownParameters, removeParameter } from "./parameters.ts";

/** Headers that the contract lets callers send, and that nothing reads as such. */
export function unreadHeaders(
  { meaning, contract }: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const read = readHeaders(meaning);
  const taken = new Set(callbackHeaders(contract).map(({ name }) => name));
  return ownParameters(place).flatMap(({ in: where, name, required }) => {
    if (where !== "header" || taken.has(name) || read.has(name.toLowerCase())) return [];
    const isCredential = meaning.access !== "public" && isCredentialHeader(name);
    if (required && !isCredential) return [];
    const reason = isCredential
      ? `${name}: it is the credential, which security asks for`
      : `${name}: nothing says what it does, and nothing reads it`;
    return removeParameter(place, { in: "header", name }, reason);
  });
}

/** The header by which callers say which version they have, where only the answer to it is documented. */
export function askedVersions(
  { meaning, contract }: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const isSaid = contract.parameters.some(({ in: where, name }) => where === "header" && isVersion(name));
  if (!meaning.version?.asks || isSaid) return [];
  const parameter = { name: "If-None-Match", in: "header", schema: { type: "string" } };
  const reason = "If-None-Match: who knows the version that there is gets 304";
  return [update(place.keys, { parameters: [parameter] }, reason)];
}

function isVersion(name: string): boolean {
  return name.toLowerCase() === "if-none-match";
}

function readHeaders({ version, repeated }: OperationMeaning): ReadonlySet<string> {
  return new Set([
    ...(version?.asks ? ["if-none-match"] : []),
    ...(version?.guards ? ["if-match"] : []),
    ...(repeated ? [repeated.header.toLowerCase()] : []),
  ]);
}

/** The cookie in which a refresh token travels, where the contract does not have it among the parameters. */
export function takenCookies(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const name = refreshCookie(blueprint);
  const { parameters } = operation.contract;
  const isSaid = parameters.some((each) => each.in === "cookie" && each.name === name);
  if (name === undefined || isSaid || !takesRefreshCookie(blueprint, operation)) return [];
  const parameter = { name, in: "cookie", schema: { type: "string" } };
  return [update(place.keys, { parameters: [parameter] }, `${name}: the refresh token travels in it`)];
}
