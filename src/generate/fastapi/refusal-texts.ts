import type { Behaviour, Entity } from "#domain";

// What people read when they are refused: written by the application, asked for by its tests.

export function notFound(entity: Entity): string {
  return `${entity.name} not found`;
}

/** Where the same has to be given twice. */
export function notRepeated(field: string, first: string): string {
  return `${field} is not ${first}`;
}

/** To a token that was used, has expired, or never was: which of them, nobody is told. */
export function badToken(field: string): string {
  return `${field} is not valid, or no longer`;
}

/** What a page of another site has a browser send. */
export const fromOtherSite = "a page of another site sent this";

export function fileNotFound(file: string): string {
  const text = file.replaceAll("_", " ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} not found`;
}

export function notYours(entity: Entity, kind: Behaviour["kind"]): string {
  return `only the ${entity.owner?.field ?? "owner"} may ${kind === "read" ? "see" : "change"} it`;
}

export function stillNamed(entity: Entity): string {
  return `${entity.name} is still in use`;
}

export function namesNothing(target: Entity): string {
  return `names no ${target.name}`;
}

/** Where what is asked for must be confirmed. */
export function notConfirmed(parameter: string): string {
  return `${parameter} must be true`;
}

/** Where a caller changes a version that is no more. */
export function anotherVersion(entity: Entity): string {
  return `${entity.name} has changed since`;
}

/** To an order that leaves rows out, or names some of them twice. */
export function notEachOnce(entity: Entity): string {
  return `must name every ${entity.name} once`;
}

export const keyReused = "was used for another request";

export const versionMissing = "If-Match must say which version is meant";

export function mustBe(field: string, values: readonly unknown[]): string {
  return `${field} must be ${values.join(" or ")}`;
}

/** To a new row, of one that it names or lies below. */
export function rowMustBe(target: Entity, field: string, values: readonly unknown[]): string {
  return `${field} of the ${target.name} must be ${values.join(" or ")}`;
}

/** To whoever has such a row already that is undecided. */
export function alreadyOpen(entity: Entity, values: readonly unknown[]): string {
  return `another ${entity.name} of yours is ${values.join(" or ")}`;
}

/** To who would make one at the time of another one in the same place. */
export function overlaps(entity: Entity, target: Entity): string {
  return `another ${entity.name} lies at that time in the same ${target.name}`;
}

/** To whose row would end when no calendar goes on. */
export const endless = "ends later than can be kept";

/** To who would make one below another that stands as deep as any may. */
export function tooDeep(entity: Entity, deepest: number): string {
  return `no more than ${deepest} ${entity.name} rows stand one below the other`;
}

/** To a change of state that is none of those that there are. */
export function noMove(field: string): string {
  return `${field} cannot become that from what it is`;
}

/** In the contract's own words, where a line of a refusal holds them. */
export function cellTaken(entity: Entity, said: string | undefined): string {
  return isSayable(said) ? said : `the ${entity.name} is not empty`;
}

/** The same of a value that may be read and not written. */
export function cellNotEmptied(others: readonly unknown[], said: string | undefined): string {
  return isSayable(said) ? said : `must be ${others.join(" or ")}`;
}

function isSayable(said: string | undefined): said is string {
  return said !== undefined && said.length <= 100 && /^[^;{}\p{C}]*\S[^;{}\p{C}]*$/u.test(said);
}

/** To those who are signed in and have not the role that an operation asks for. */
export const anotherRole = "it is for accounts with another role";

export function leftOpen(operationId: string): string {
  return `${operationId} is left open`;
}

export const notAFile = "must be a file that is not empty";
export const tooLarge = "comes to more than can be kept";
export const notNull = "must not be null";
export const notBlank = "must not be blank";
export const notStorable = "must not contain NUL or lone surrogates";

export const tooManyAttempts = "too many failed sign-ins";
