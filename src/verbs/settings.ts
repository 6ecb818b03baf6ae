import type { Finding, Read } from "#base";
import {
  type DomainSettings,
  type OperationSettings,
  type ReferenceSetting,
  referenceSettings,
} from "#domain";
import type { Workspace } from "#workspace";
import { isRuleSetting, type RuleSetting } from "./rule-setting.ts";
import { readSettingsDocument, type SettingsDocument } from "./settings-document.ts";
import { databases, stackNames } from "./stacks.ts";
import { describeUnread, type Unread } from "./unread-file.ts";

export const settingsFile = "keelback.yaml";

/** What the owner of a project has settled. */
export interface Settings {
  /** Relative to the folder of the settings file. */
  readonly contract?: string;
  /** Folders and files in which contracts lie, relative to the folder of the settings file; absent, the usual one. */
  readonly contracts?: readonly string[];
  readonly stack?: string;
  readonly database?: string;
  readonly domain: DomainSettings;
  /** By the id of a rule, by a family, or `all`. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** The file, where there is one that can be read. */
  readonly document?: SettingsDocument;
}

export const emptySettings: Settings = { domain: { operations: {} } };

/** Reads `keelback.yaml` of a folder; `shownAs` is how messages name it. A broken file gives findings, never a guess. */
export async function readSettings(workspace: Workspace, shownAs = settingsFile): Promise<Read<Settings>> {
  const read = workspace.readUntrusted(settingsFile);
  if (!read.ok) return { value: emptySettings, findings: unread(shownAs, read) };
  const { value: document, findings } = readSettingsDocument(shownAs, read.text);
  if (!document) return { value: emptySettings, findings };
  if (document.value === null || document.value === undefined)
    return { value: { ...emptySettings, document }, findings };
  // Loaded only where there is a file to validate: the validator costs more than the rest of a plan.
  const { validateSettings } = await import("./settings-validate.ts");
  const problems = validateSettings(document);
  return problems.length > 0
    ? { value: { ...emptySettings, document }, findings: problems }
    : { value: { ...pickSettings(document.value), document }, findings: [] };
}

function unread(file: string, reading: Unread): readonly Finding[] {
  if (reading.reason === "missing") return [];
  const { why, mend, span } = describeUnread(file, reading);
  return [{ rule: "settings/unreadable", severity: "error", message: `${file} ${why}`, span, mend }];
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** Takes the settings out of a value that the schema has let through. */
function pickSettings(value: unknown): Settings {
  const fields = fieldsOf(value);
  const { contract } = fields;
  const contracts = placesOf(fields["contracts"]);
  const stack = stackNames.find((name) => name === fields["stack"]);
  const database = databases.find((name) => name === fields["database"]);
  const corrections = fieldsOf(fields["domain"]);
  const operations = Object.entries(fieldsOf(corrections["operations"]));
  return {
    ...(typeof contract === "string" && { contract }),
    ...(contracts.length > 0 && { contracts }),
    ...(stack !== undefined && { stack }),
    ...(database !== undefined && { database }),
    ...pickAll("rules", fields, isRuleSetting),
    domain: {
      operations: Object.fromEntries(operations.map(([id, own]) => [id, pickOperation(fieldsOf(own))])),
      ...pickAll("owners", corrections, (value) => value === "caller" || value === "nobody"),
      ...pickAll("unique", corrections, (value) => typeof value === "string"),
      ...pickAll("renamed", corrections, (value) => typeof value === "string"),
      ...pickAll("existing", corrections, isScalar),
      ...pickOne("undescribed", corrections, ["rows", "open"]),
      ...pickOne("captcha", corrections, ["none", "open"]),
      ...pickOne("otherSites", corrections, ["refused", "allowed"]),
      ...pickAll("references", corrections, isReferenceSetting),
    },
  };
}

function placesOf(value: unknown): readonly string[] {
  const places: readonly unknown[] = Array.isArray(value) ? value : [value];
  return places.filter((place) => typeof place === "string");
}

function pickAll<Key extends string, Value>(
  key: Key,
  corrections: Fields,
  is: (value: unknown) => value is Value,
): { readonly [Name in Key]?: Readonly<Record<string, Value>> } {
  const entries = Object.entries(fieldsOf(corrections[key])).filter((entry): entry is [string, Value] =>
    is(entry[1]),
  );
  return entries.length === 0
    ? {}
    : ({ [key]: Object.fromEntries(entries) } as { readonly [Name in Key]: Record<string, Value> });
}

/** A setting of the whole contract that is one of a few words. */
function pickOne<const Key extends string, const Word extends string>(
  key: Key,
  corrections: Fields,
  words: readonly Word[],
): { readonly [Name in Key]?: Word } {
  const word = words.find((each) => each === corrections[key]);
  return word === undefined ? {} : ({ [key]: word } as { readonly [Name in Key]: Word });
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isReferenceSetting(value: unknown): value is ReferenceSetting {
  return referenceSettings.some((setting) => setting === value);
}

const accesses = ["public", "optional", "required", "owner"] as const;

function pickOperation({
  access: who,
  order,
  maximum,
  role,
  counts,
  content,
  from,
  scopes,
  empty,
  outer,
  undecided,
  behaviour,
}: Fields): OperationSettings {
  const access = accesses.find((name) => name === who);
  return {
    ...(access !== undefined && { access }),
    ...(typeof order === "string" && { order }),
    ...(typeof maximum === "number" && { maximum }),
    ...(typeof role === "string" && { role }),
    ...(typeof counts === "string" && { counts }),
    ...(typeof content === "string" && { content }),
    ...(typeof from === "string" && { from: from.split(",").map((value) => value.trim()) }),
    ...(typeof scopes === "string" && { scopes }),
    ...(typeof empty === "string" && { empty }),
    ...(typeof outer === "string" && { outer }),
    ...((undecided === "empty" || undecided === "open") && { undecided }),
    ...(behaviour === "custom" && { behaviour }),
  };
}

/** Key paths, in the form of `Assumption.setting`, of the corrections that the file holds. */
export function settledKeys(settings: DomainSettings): ReadonlySet<string> {
  return new Set([
    ...Object.entries(settings.operations).flatMap(([id, own]) =>
      Object.keys(own).map((key) => `domain.operations.${id}.${key}`),
    ),
    ...Object.keys(settings.owners ?? {}).map((key) => `domain.owners.${key}`),
    ...Object.keys(settings.unique ?? {}).map((key) => `domain.unique.${key}`),
    ...Object.keys(settings.existing ?? {}).map((key) => `domain.existing.${key}`),
    ...Object.keys(settings.references ?? {}).map((key) => `domain.references.${key}`),
    ...(["undescribed", "captcha", "otherSites"] as const)
      .filter((key) => settings[key] !== undefined)
      .map((key) => `domain.${key}`),
  ]);
}
