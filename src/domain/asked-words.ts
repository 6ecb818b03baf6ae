import { singular, splitWords } from "#base";
import type { Operation } from "#contract";
import { isPerson } from "./people.ts";

/** A word for those whom alone an operation is for. */
export interface RoleWord {
  readonly role: string;
  readonly because: string;
  /** Whether it stands in the text, and not on the path. */
  readonly told?: true;
}

/** Reads from the path, the text or the tags of an operation that it is for some only. `doors`: the path of signing in. */
export function readRoleWord(
  operation: Operation,
  values: readonly string[],
  doors: ReadonlySet<string>,
): RoleWord | undefined {
  return (
    wordOfPath(operation, doors) ??
    wordOfText(operation, values) ??
    wordOfRefusal(operation, values) ??
    wordOfTags(operation)
  );
}

/** What the path of signing in is made of: where that lies below a word for some, all accounts are such. */
export function doorWords({ segments }: Operation): ReadonlySet<string> {
  return new Set(segments.map(textOf));
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

function wordOfPath({ segments }: Operation, doors: ReadonlySet<string>): RoleWord | undefined {
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
function wordOfText(
  { summary, description }: Pick<Operation, "summary" | "description">,
  values: readonly string[],
): RoleWord | undefined {
  const names = [...values, ...usualRoles].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const role = `(${names.join("|")})`;
  const patterns = [
    `\\b${role}s?[- ]only\\b`,
    `\\bonly (?:accessible |available |allowed |open |callable )?(?:to |for |by )?(?:the |an? )?${role}s?\\b`,
    `\\b(?:requires?|needs?|must have|must be|restricted to|limited to|reserved (?:for|to))(?: the| an?| to be an?)? ["'\`]?${role}s?\\b`,
    `\\b${role}["'\`]? (?:role|access|rights?|privileges?|permissions?) (?:is |are )?(?:required|needed)\\b`,
    `[([]${role}s?[)\\]]`,
    `^${role}s?\\s?:`,
  ];
  for (const text of [summary, description])
    for (const pattern of patterns) {
      const [found, word] = new RegExp(pattern, "im").exec(text) ?? [];
      if (found !== undefined && word !== undefined)
        return { role: generalName(word, values), because: `it says "${found.trim()}"`, told: true };
    }
  return undefined;
}

const ownerText = /\b(?:owners?|owns?|own|your|yours|another|others?|authors?|creators?|members?)\b/i;

/** `403: Admin access required`. Where owners are let in, too, that says not enough. */
function wordOfRefusal({ responses }: Operation, values: readonly string[]): RoleWord | undefined {
  const refusal = responses.find(({ status }) => status === "403")?.description ?? "";
  const found = ownerText.test(refusal)
    ? undefined
    : wordOfText({ summary: refusal, description: "" }, values);
  return found && { ...found, because: `403: ${found.because}` };
}

const tagText = /^(?:\w+[ _-])?(?:admin(?:istrator|istration)?s?|super ?admins?|backoffice)\b/i;

/** `Admin`, `Admin Users`, `Super_admin/Payments`: who does it, where no other tag says who else. */
function wordOfTags({ tags }: Operation): RoleWord | undefined {
  const tag = tags.find((text) => tagText.test(text.replaceAll("_", " ")));
  const others = tags.some(
    (text) => text !== tag && splitWords(text).some((word) => isPerson(singular(word))),
  );
  return tag === undefined || others ? undefined : { role: "admin", because: `its tag is "${tag}"` };
}

function generalName(word: string, values: readonly string[]): string {
  if (values.includes(word)) return word;
  const plain = word.toLowerCase();
  return plain === "administrator" ? "admin" : plain.replace(" ", "");
}
