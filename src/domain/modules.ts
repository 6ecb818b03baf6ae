import { plural, snakeCase } from "#base";
import type { Behaviour } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import { type Draft, entityOf } from "./draft.ts";
import { sameElement } from "./names.ts";
import { isOwnPath } from "./own-path.ts";
import type { OperationShape } from "./shapes.ts";

/**
 * The part of the backend that an operation belongs to: for the caller's own account the account's, else that of the
 * rows that live at the path, else the last collection on it, plural.
 */
export function moduleOf(shape: OperationShape, behaviour: Behaviour, draft: Draft): string {
  const { entities } = draft;
  if (behaviour.kind === "health" || behaviour.kind === "describe-service") return "system";
  if (behaviour.kind === "register-client") return clientModule(entities);
  if (isOfAccounts(behaviour)) return tableNamed(behaviour.entity, entities);
  if (isOfItsEntity(behaviour)) return tableNamed(behaviour.entity, entities);
  const { place } = shape;
  if (behaviour.kind === "read-singleton" || behaviour.kind === "update-singleton")
    return entities.find(({ name }) => name === behaviour.entity)?.table ?? lastLiteral(place.collection);
  if (place.kind === "tail" && (behaviour.kind === "membership" || behaviour.kind === "change-state"))
    return lastLiteral(place.above?.collection ?? place.collection);
  const isPart = behaviour.kind === "update" && behaviour.part !== undefined;
  if (isPart || (behaviour.kind === "create" && "parameter" in behaviour))
    return tableNamed(behaviour.entity, entities);
  const own = ownTable(shape, draft);
  if (own !== undefined) return own;
  if (behaviour.kind === "custom" || (place.kind === "literal" && behaviour.kind === "list"))
    return firstMatching(place.collection, entities) ?? lastLiteral(place.collection);
  return lastLiteral(place.collection);
}

/** A name that no table of rows has. */
function clientModule(entities: readonly Entity[]): string {
  const taken = new Set(entities.map(({ table }) => table));
  return ["oauth_clients", "registered_clients"].find((each) => !taken.has(each)) ?? "clients_of_oauth";
}

/** The table of the rows that live at the path: what makes and shows them belongs beside them. */
function ownTable(shape: OperationShape, draft: Draft): string | undefined {
  const entity = entityOf(shape, draft);
  const resource = entity && draft.resources[draft.entities.indexOf(entity)];
  return resource?.collections[0] === shape.place.collection ? entity?.table : undefined;
}

const accountKinds = [
  "current-account",
  "update-current-account",
  "delete-current-account",
  "login",
  "register",
  "refresh",
  "logout",
  "change-password",
  "forgot-password",
  "check-reset-token",
  "reset-password",
  "confirm-account",
  "resend-confirmation",
] as const;

type AccountBehaviour = Extract<Behaviour, { readonly kind: (typeof accountKinds)[number] }>;

function isOfAccounts(behaviour: Behaviour): behaviour is AccountBehaviour {
  return accountKinds.some((kind) => kind === behaviour.kind);
}

function tableNamed(name: string, entities: readonly Entity[]): string {
  return entities.find((entity) => entity.name === name)?.table ?? "accounts";
}

/** The first literal on the path that names a table, for lists that are no collection of their own. */
function firstMatching(path: string, entities: readonly Entity[]): string | undefined {
  const literals = path.split("/").filter((text) => text !== "" && !text.startsWith("{"));
  // What is above the caller's own rows is no more than who calls.
  return literals
    .slice(literals.findLastIndex(isOwnPath) + 1)
    .map((text) => entities.find((entity) => sameElement(entity.table, text))?.table)
    .find((table) => table !== undefined);
}

function lastLiteral(path: string): string {
  const literals = path.split("/").filter((text) => text !== "" && !text.startsWith("{"));
  return plural(snakeCase(literals.at(-1) ?? "root")) || "root";
}

const itsEntityKinds = [
  "change-states",
  "reorder",
  "duplicate",
  "count-by-value",
  "create-many",
  "delete-all",
  "delete-many",
  "list-lines",
  "qr-code",
  "read-cell",
  "read-file",
  "read-matrix",
  "report",
  "store-file",
  "write-cell",
] as const;

type OfItsEntity = Extract<Behaviour, { readonly kind: (typeof itsEntityKinds)[number] }>;

/** Whether an operation belongs where its entity does, whatever its path ends in. */
function isOfItsEntity(behaviour: Behaviour): behaviour is OfItsEntity {
  return itsEntityKinds.some((kind) => kind === behaviour.kind);
}
