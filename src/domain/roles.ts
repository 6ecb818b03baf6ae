import type { EvidenceStep } from "#base";
import { type Contract, flattenSchema, type Operation, type Property } from "#contract";
import type { AccountsDraft } from "./accounts.ts";
import { step } from "./evidence.ts";
import { fullAccessRole } from "./full-access.ts";
import { hasWord } from "./names.ts";
import { isOwnPath } from "./own-path.ts";
import { speaksOfOwn } from "./ownership.ts";
import { namedPermissions } from "./permission-words.ts";
import { mentionOfRoles } from "./role-words.ts";
import { type DomainSettings, settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";

/** What operations ask of accounts beyond that they are signed in. */
export interface RolesDraft {
  /** The field of the account that says its role, and what it may say, the least first. */
  readonly field?: { readonly name: string; readonly values: readonly string[] };
  readonly asked: ReadonlyMap<OperationShape, AskedRoles>;
}

export interface AskedRoles {
  /** Any of them will do; none where nothing that accounts may be called answers to it. */
  readonly roles: readonly string[];
  readonly because: EvidenceStep;
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
      tellRoles(operation, known, accounts, chosen) ??
      (chosen === undefined
        ? (tellPermissions(shape, shapes, held) ?? tellMention(operation, values))
        : undefined);
    if (told) asked.set(shape, told);
  }
  return asked.size === 0 ? undefined : { ...(field && { field }), asked };
}

const roleNames = new Set(["role", "roles"]);

/** The account's own field for it: one of a few texts. */
function findField(contract: Contract, { schema }: AccountsDraft): RolesDraft["field"] {
  const read = ({ name, schema: node }: Property): RolesDraft["field"] => {
    const values = flattenSchema(contract, node).enum?.filter((value) => typeof value === "string") ?? [];
    return hasWord(name, roleNames) && values.length > 1 ? { name, values } : undefined;
  };
  return schema.properties.map(read).find((found) => found !== undefined);
}

function tellRoles(
  operation: Operation,
  known: { readonly values: readonly string[]; readonly trusted: string | undefined },
  accounts: AccountsDraft,
  chosen: string | undefined,
): AskedRoles | undefined {
  const { values } = known;
  const at = (message: string): EvidenceStep => step(message, operation.span);
  if (chosen === "anybody") return undefined;
  if (chosen !== undefined) return { roles: splitRoles(chosen), because: at("the owner's settings say so") };
  if (operation.roles && operation.roles.length > 0) return namedRoles(operation, operation.roles, known);
  const word = wordOfPath(operation, accounts) ?? wordOfText(operation, values);
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

interface RoleWord {
  readonly role: string;
  readonly because: string;
}

const pathRoles: Readonly<Record<string, string>> = {
  admin: "admin",
  admins: "admin",
  administration: "admin",
  administrator: "admin",
  backoffice: "admin",
  "back-office": "admin",
  superadmin: "superadmin",
  moderation: "moderator",
  moderator: "moderator",
  staff: "staff",
};

function wordOfPath({ segments }: Operation, accounts: AccountsDraft): RoleWord | undefined {
  // Where even signing in lies below it, all accounts are such.
  const doors = new Set(accounts.login.operation.segments.map(textOf));
  for (const text of segments.map(textOf)) {
    const role = Object.hasOwn(pathRoles, text) && !doors.has(text) ? pathRoles[text] : undefined;
    if (role !== undefined) return { role, because: `its path is below "${text}"` };
  }
  return undefined;
}

function textOf(segment: Operation["segments"][number]): string {
  return segment.kind === "literal" ? segment.text.toLowerCase() : "";
}

const usualRoles = ["super admin", "superadmin", "administrator", "admin", "moderator", "manager", "staff"];

/** "admin only", "only for admins", "requires the admin role", "(admin)", "Admin: …" */
function wordOfText({ summary, description }: Operation, values: readonly string[]): RoleWord | undefined {
  const names = [...values, ...usualRoles].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const role = `(${names.join("|")})`;
  const patterns = [
    `\\b${role}s?[- ]only\\b`,
    `\\bonly (?:accessible |available |allowed |open |callable )?(?:to |for |by )?(?:the |an? )?${role}s?\\b`,
    `\\b(?:requires?|needs?|must have|must be|restricted to|limited to|reserved (?:for|to))(?: the| an?| to be an?)? ["'\`]?${role}s?\\b`,
    `\\b${role}["'\`]? (?:role|rights?|privileges?|permissions?) (?:is |are )?(?:required|needed)\\b`,
    `[([]${role}s?[)\\]]`,
    `^${role}s?\\s?:`,
  ];
  for (const text of [summary, description])
    for (const pattern of patterns) {
      const [found, word] = new RegExp(pattern, "im").exec(text) ?? [];
      if (found !== undefined && word !== undefined)
        return { role: generalName(word, values), because: `it says "${found.trim()}"` };
    }
  return undefined;
}

function generalName(word: string, values: readonly string[]): string {
  if (values.includes(word)) return word;
  const plain = word.toLowerCase();
  return plain === "administrator" ? "admin" : plain.replace(" ", "");
}
