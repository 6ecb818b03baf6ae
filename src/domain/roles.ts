import type { EvidenceStep } from "#base";
import { type Contract, flattenSchema, type Operation, type Property } from "#contract";
import { askOfAccountReads } from "./account-reads.ts";
import type { AccountsDraft } from "./accounts.ts";
import { doorWords, readRoleWord } from "./asked-words.ts";
import { step } from "./evidence.ts";
import { fullAccessRole } from "./full-access.ts";
import { findLeastRole, type LeastRole, type RoleValues } from "./least-role.ts";
import { membersBeside } from "./member-roles.ts";
import { hasWord } from "./names.ts";
import { isOwnPath } from "./own-path.ts";
import { speaksOfOwn } from "./ownership.ts";
import { namedPermissions } from "./permission-words.ts";
import { mentionOfRoles } from "./role-words.ts";
import { type DomainSettings, settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";

/** What operations ask of accounts beyond that they are signed in. */
export interface RolesDraft {
  /** The field of the account that says its role, what it may say, and with which of that accounts begin. */
  readonly field?: RoleField;
  readonly asked: ReadonlyMap<OperationShape, AskedRoles>;
}

export interface RoleField extends LeastRole {
  readonly name: string;
}

export interface AskedRoles {
  /** Any of them will do; none where nothing that accounts may be called answers to it. */
  readonly roles: readonly string[];
  readonly because: EvidenceStep;
  /** Why it is not known whose role is meant. */
  readonly unclear?: string;
}

/** Finds the operations that are for some accounts only: by an extension, a path, or words. */
export function findRoles(
  contract: Contract,
  shapes: readonly OperationShape[],
  accounts: AccountsDraft | undefined,
  settings: DomainSettings,
): RolesDraft | undefined {
  if (!accounts) return undefined;
  const field = findField(contract, accounts);
  const held = field && { ...field, full: fullAccessRole(contract.description, field.values) };
  const doors = [accounts.login, ...(accounts.register ? [accounts.register] : [])];
  const values = field?.values ?? [];
  const known = { values, trusted: held?.full ?? mostTrusted(shapes, values) };
  const asked = new Map<OperationShape, AskedRoles>();
  for (const shape of shapes) {
    const { operation } = shape;
    if (doors.includes(shape)) continue;
    const { role: chosen } = settingsOf(settings, operation.id);
    const told =
      tellRoles(shape, shapes, known, { accounts, chosen }) ??
      (chosen === undefined
        ? (tellPermissions(shape, shapes, held) ?? tellMention(operation, values))
        : undefined);
    if (told) asked.set(shape, told);
  }
  if (asked.size === 0) return undefined;
  for (const [shape, told] of askOfAccountReads(shapes, accounts, asked))
    if (settingsOf(settings, shape.operation.id).role === undefined) asked.set(shape, told);
  const named = new Set([...asked.values()].flatMap(({ roles }) => roles));
  const least = field && findLeastRole(field, named, accounts.register !== undefined);
  return { ...(field && least && { field: { ...least, name: field.name } }), asked };
}

/** Which operations are for some accounts only, and of which of them it is not known for whom. */
export function restrictionsOf(roles: RolesDraft | undefined): {
  readonly isRestricted: (shape: OperationShape) => boolean;
  readonly isUnclear: (shape: OperationShape) => boolean;
} {
  return {
    isRestricted: (shape) => roles?.asked.has(shape) ?? false,
    isUnclear: (shape) => roles?.asked.get(shape)?.roles.length === 0,
  };
}

const roleNames = new Set(["role", "roles"]);

/** The account's own field for it: one of a few texts. */
function findField(
  contract: Contract,
  { schema }: AccountsDraft,
): (RoleValues & { readonly name: string }) | undefined {
  const read = ({ name, schema: node }: Property) => {
    const { enum: all, default: declared } = flattenSchema(contract, node);
    const values = all?.filter((value) => typeof value === "string") ?? [];
    return hasWord(name, roleNames) && values.length > 1 ? { name, values, declared } : undefined;
  };
  return schema.properties.map(read).find((found) => found !== undefined);
}

function tellRoles(
  shape: OperationShape,
  shapes: readonly OperationShape[],
  known: { readonly values: readonly string[]; readonly trusted: string | undefined },
  { accounts, chosen }: { readonly accounts: AccountsDraft; readonly chosen: string | undefined },
): AskedRoles | undefined {
  const { operation } = shape;
  const { values } = known;
  const at = (message: string): EvidenceStep => step(message, operation.span);
  if (chosen === "anybody") return undefined;
  if (chosen !== undefined) return { roles: splitRoles(chosen), because: at("the owner's settings say so") };
  if (operation.roles && operation.roles.length > 0) return namedRoles(operation, operation.roles, known);
  const word = readRoleWord(operation, values, doorWords(accounts.login.operation));
  const members = word?.told && membersBeside(shape, shapes);
  if (word && members !== undefined)
    return {
      roles: [],
      because: at(word.because),
      unclear: `${word.because}, and whether an account has that role or somebody of ${members}, nothing says`,
    };
  return word && { roles: rolesOf(word.role, values), because: at(word.because) };
}

/**
 * Permissions that words name. Of rows that are the caller's own, they say no more than that callers may have some. Where
 * accounts have a role, nothing says which permissions that brings, but for a role that is said to have them all.
 */
function tellPermissions(
  shape: OperationShape,
  shapes: readonly OperationShape[],
  held: HeldRoles | undefined,
): AskedRoles | undefined {
  const named = namedPermissions(shape.operation);
  if (named.length === 0 || shapes.some((other) => rootOf(other) === rootOf(shape) && isOfOwn(other)))
    return undefined;
  const says = `it names permissions: ${named.join(", ")}`;
  const own = held && named.filter((name) => held.values.includes(name));
  if (!held || own?.length === named.length)
    return { roles: named, because: step(says, shape.operation.span) };
  const full = held.full === undefined ? "" : `, and ${held.full} is said to have them all`;
  return {
    roles: held.full === undefined ? [] : [held.full],
    because: step(`${says}${full}`, shape.operation.span),
  };
}

/**
 * Words that speak of roles and that nothing else reads, in whatever language. Where they let in those alone who look after
 * things, it is for these; else nobody is let in on a guess.
 */
function tellMention(
  { summary, description, span }: Operation,
  values: readonly string[],
): AskedRoles | undefined {
  for (const text of [summary, description]) {
    const mention = mentionOfRoles(text);
    if (mention)
      return {
        roles: mention.isFor ? rolesOf("admin", values) : [],
        because: step(`its text speaks of roles: "${mention.word}"`, span),
      };
  }
  return undefined;
}

/** What the accounts' field may say, and which of that is said to be able to do everything. */
interface HeldRoles {
  readonly values: readonly string[];
  readonly full?: string | undefined;
}

/** What accounts may be called of what an extension names: where that is nothing, the role that most is open to. */
function namedRoles(
  { span, segments }: Operation,
  named: readonly string[],
  { values, trusted }: { readonly values: readonly string[]; readonly trusted: string | undefined },
): AskedRoles | undefined {
  const because = step("an extension names them", span);
  const held = values.length === 0 ? named : named.filter((role) => values.includes(role));
  if (held.length > 0) return { roles: held, because };
  // A permission for what is below a path of the caller's own says no more than that callers may have some.
  if (segments.some((segment) => segment.kind === "literal" && isOwnPath(segment.text))) return undefined;
  const only = trusted === undefined ? [] : [trusted];
  return {
    roles: only,
    because: step(`an extension names ${named.join(", ")}, which no account may be called`, span),
  };
}

/** The value of the account's field that most of the operations name which name roles: the last of several. */
function mostTrusted(shapes: readonly OperationShape[], values: readonly string[]): string | undefined {
  const counts = values.map((value) => ({
    value,
    count: shapes.filter(({ operation }) => operation.roles?.includes(value)).length,
  }));
  const most = Math.max(0, ...counts.map(({ count }) => count));
  return most === 0 ? undefined : counts.findLast(({ count }) => count === most)?.value;
}

function rootOf({ place }: OperationShape): string {
  return place.above?.collection ?? place.collection;
}

function isOfOwn(shape: OperationShape): boolean {
  const { name, collection } = shape.place;
  return speaksOfOwn(shape, { name, collections: [collection] }, { name: "account" }) !== undefined;
}

/** `editor, admin` */
export function splitRoles(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What the account's field may say that answers to a word: `admin` is `SUPER_ADMIN` too. The word itself, without such a field. */
function rolesOf(word: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) return [word];
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const exact = values.filter((value) => plain(value) === plain(word));
  return exact.length > 0 ? exact : values.filter((value) => plain(value).includes(plain(word)));
}
