import type { Contract, Operation } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import { touchesRow } from "./changes-row.ts";
import { canClash } from "./clashes.ts";
import type { Domain, OperationMeaning } from "./domain.ts";
import { takesMailedToken, whyNotFound } from "./errors.ts";
import type { NeverAnswered } from "./refusals.ts";

/**
 * Operations with the refusals that are documented and that nothing which is understood of them leads to. They go on being
 * documented, for the contract may mean what is not understood; no test can show them. Of what nobody could ask wrongly in the first
 * place nothing is said: it misleads nobody.
 */
export function withNever(
  operations: readonly OperationMeaning[],
  { entities, accounts, contract }: Rows & { readonly contract: Contract },
): readonly OperationMeaning[] {
  const declared = new Map(contract.operations.map((operation) => [operation.id, operation]));
  return operations.map((meaning) => {
    const operation = declared.get(meaning.id);
    if (!operation || meaning.behaviour.kind === "custom") return meaning;
    const scene: Scene = { meaning, operation, entities, accounts };
    const never = meaning.errors.flatMap(({ status, added, covered }): readonly NeverAnswered[] => {
      const because = added === undefined && covered === undefined ? whyNever(scene, status) : undefined;
      return because === undefined ? [] : [{ status, because }];
    });
    return never.length === 0 ? meaning : { ...meaning, never };
  });
}

interface Rows {
  readonly entities: Domain["entities"];
  readonly accounts: Domain["accounts"] | undefined;
}

interface Scene extends Rows {
  readonly meaning: OperationMeaning;
  readonly operation: Operation;
}

/** Why an operation never answers with a status; nothing where it may, or where that cannot be told. */
function whyNever(scene: Scene, status: number): string | undefined {
  const { meaning, operation, entities } = scene;
  if (status < 400 || status > 499 || refusedInput(scene).includes(status)) return undefined;
  switch (status) {
    case 400:
    case 422:
      return takesInput(operation)
        ? `what is refused of a request is answered with ${refusedInput(scene)[0]}`
        : undefined;
    case 401:
      return undefined;
    case 403:
      return forbids(scene) ? undefined : "nothing says whom it would be refused to";
    case 404:
      return whyNothingIsMissed(scene);
    case 406:
      return meaning.media ? undefined : "it is answered in one form, whatever is asked for";
    case 409:
      return canClash(meaning, entities) ? undefined : "nothing says what would clash with what is there";
    case 412:
      return meaning.version?.guards?.stale === 412
        ? undefined
        : "nobody is asked which version of a row is meant";
    case 415:
      return meaning.media && meaning.media.taken.length > 0
        ? undefined
        : "a body that cannot be read is refused as other input is";
    case 428:
      return meaning.version?.guards?.missing ? undefined : "nobody is asked which version of a row is meant";
    case 429:
      return isThrottled(meaning.behaviour) ? undefined : "nothing says how often it may be asked";
    default:
      return "nothing says what would lead to it";
  }
}

function takesInput({ parameters, requestBody }: Operation): boolean {
  return parameters.length > 0 || requestBody !== undefined;
}

/** The statuses with which an operation refuses what it is sent, clashes and credentials that it looks at among them. */
function refusedInput({ meaning, operation, entities }: Scene): readonly number[] {
  const { behaviour, refusals } = meaning;
  return [
    ...(operation.requestBody ? [refusals.body] : []),
    // A body that cannot be read is refused as parameters are.
    ...(takesInput(operation) ? [refusals.parameters] : []),
    ...(canClash(meaning, entities) ? [refusals.conflict] : []),
    ...(looksAtCredentials(behaviour) ? [refusals.credentials] : []),
  ];
}

const doors: ReadonlySet<Behaviour["kind"]> = new Set([
  "login",
  "register",
  "refresh",
  "logout",
  "change-password",
  "forgot-password",
  "resend-confirmation",
  "register-client",
]);

function looksAtCredentials(behaviour: Behaviour): boolean {
  return doors.has(behaviour.kind) || takesMailedToken(behaviour);
}

/** Whether somebody may be refused who is known. */
function forbids(scene: Scene): boolean {
  const { meaning, accounts } = scene;
  const { access, grants, roles, guarded, refusals, behaviour } = meaning;
  return (
    roles.length > 0 ||
    guarded === true ||
    (access === "owner" && refusals.strangers === 403) ||
    refusesOtherUsers(scene) ||
    grants.some(({ scopes }) => scopes.length > 0) ||
    looksAtCredentials(behaviour) ||
    (access !== "public" && accounts?.barred !== undefined)
  );
}

/** Whether a row is refused to users whose it is not, where another server knows them. */
function refusesOtherUsers({ meaning: { behaviour, refusals }, entities }: Scene): boolean {
  const selectsRow = behaviour.kind === "read" || touchesRow(behaviour);
  if (!selectsRow || refusals.strangers !== 403) return false;
  return entities.some(({ name, subject }) => subject !== undefined && name === behaviour.entity);
}

/** Paths that always lead somewhere: every cell is there, and a value that no row has makes an empty list. */
function whyNothingIsMissed({ meaning, operation }: Scene): string | undefined {
  const { behaviour, path } = meaning;
  if (!path.includes("{") || operation.requestBody || looksAtCredentials(behaviour)) return undefined;
  return whyNotFound(operation, behaviour) === undefined
    ? "its path leads somewhere, or is refused as other input is"
    : undefined;
}

const throttled: ReadonlySet<Behaviour["kind"]> = new Set([
  "login",
  "change-password",
  "forgot-password",
  "resend-confirmation",
]);

function isThrottled({ kind }: Behaviour): boolean {
  return throttled.has(kind);
}
