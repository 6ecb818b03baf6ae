import type { SecurityScheme } from "#contract";
import type { Domain } from "#domain";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { isJsonObject, isList, type JsonObject, valueAt } from "../document.ts";
import { type Action, type OperationPlace, remove, update } from "./action.ts";

/** Who is asked for a credential although the contract asks nobody, and who is not although it asks. */
export function askedCredentials(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  const asks = isAsked(place);
  if (asks && operation.meaning.access === "public") return opened(place);
  const schemes = asks ? [] : schemesAsked(blueprint, operation);
  if (schemes.length === 0) return [];
  const reason = "callers are asked who they are: what is done here is not for everybody";
  return [update(place.keys, { security: schemes.map((name) => ({ [name]: [] })) }, reason)];
}

/** Whether the document itself lets nobody in without a credential. */
function isAsked({ document, value }: OperationPlace): boolean {
  const said = Object.hasOwn(value, "security") ? value["security"] : valueAt(document, ["security"]);
  return (
    isList(said) &&
    said.length > 0 &&
    said.every((each) => isJsonObject(each) && Object.keys(each).length > 0)
  );
}

/** The schemes of which one lets a caller in. */
function schemesAsked({ domain }: Blueprint, { meaning, contract }: OperationBlueprint): readonly string[] {
  const { access, behaviour } = meaning;
  if (behaviour.kind === "custom" || access === "public" || access === "optional") return [];
  const said = contract.security.flatMap((each) => (each.size === 1 ? [...each.keys()] : []));
  return said.length > 0 ? said : domain.accounts ? [domain.accounts.credential.scheme] : [];
}

function opened({ keys, value }: OperationPlace): readonly Action[] {
  const reason = "whoever calls it has no credential yet";
  return [
    ...(Object.hasOwn(value, "security") ? [remove([...keys, "security"], reason)] : []),
    update(keys, { security: [] }, reason),
  ];
}

/** Schemes that operations ask for, where the document declares none of their name. */
export function missingSchemes(
  blueprint: Blueprint,
  asking: readonly { readonly operation: OperationBlueprint; readonly place: OperationPlace }[],
): readonly Action[] {
  const [first] = asking;
  const declared = first && valueAt(first.place.document, ["components", "securitySchemes"]);
  const names = new Set(
    asking.flatMap(({ operation, place }) => (isAsked(place) ? [] : schemesAsked(blueprint, operation))),
  );
  const missing = [...names].flatMap((name) => {
    const isDeclared = isJsonObject(declared) && Object.hasOwn(declared, name);
    const scheme = isDeclared ? undefined : schemeOf(blueprint, name);
    return scheme === undefined ? [] : [[name, scheme] as const];
  });
  if (missing.length === 0) return [];
  const components = { securitySchemes: Object.fromEntries(missing) };
  return [update([], { components }, "how callers show who they are")];
}

function schemeOf({ domain, contract }: Blueprint, name: string): JsonObject | undefined {
  const { accounts } = domain;
  if (accounts?.credential.scheme === name) return accountScheme(accounts.credential);
  const scheme: SecurityScheme | undefined = contract.securitySchemes.get(name);
  if (scheme?.type !== "apiKey" || scheme.in === undefined || scheme.parameter === undefined)
    return undefined;
  return { type: "apiKey", in: scheme.in, name: scheme.parameter };
}

type Credential = NonNullable<Domain["accounts"]>["credential"];

function accountScheme({ schemeType, in: where, parameter }: Credential): JsonObject {
  return schemeType === "http"
    ? { type: "http", scheme: "bearer" }
    : { type: "apiKey", in: where, name: parameter };
}
