import { digest } from "#base";
import { definedFields } from "../defined.ts";
import { type AcceptanceDraft, type AcceptedItem, type ChangeEffect, changeEffects } from "./entry.ts";
import { entryForm, printEntry } from "./print-entry.ts";

/** What a text is as an entry; `why` follows the name of the file. */
export type EntryReading =
  | { readonly ok: true; readonly entry: AcceptanceDraft }
  | { readonly ok: false; readonly rule: string; readonly why: string; readonly mend: string };

/** Some tools store texts with the line ends of their system: what is said is the same. */
export function withPlainLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** Reads a text that must have the digest that it is called after. Never throws, and believes nothing that is not checked. */
export function readEntry(name: string, given: string): EntryReading {
  const text = withPlainLines(given);
  if (digest(text) !== name)
    return {
      ok: false,
      rule: "contract/history-changed",
      why: "was changed after it was recorded: its text no longer has the digest that it is called after",
      mend: "bring the recorded text back: git log --follow -p shows who changed it, git checkout COMMIT -- FILE restores it",
    };
  const value = parse(text);
  const form = value?.["form"];
  if (typeof form === "number" && form > entryForm)
    return {
      ok: false,
      rule: "contract/history-unreadable",
      why: "was written by a later version of keelback",
      mend: "use that version",
    };
  const entry = value && entryOf(value);
  // One value has one text: what was not understood of it would be missing here.
  if (entry === undefined || printEntry(entry) !== text)
    return {
      ok: false,
      rule: "contract/history-unreadable",
      why: "is no entry that keelback wrote",
      mend: "take it away, and find out what put it there",
    };
  return { ok: true, entry };
}

type Plain = Readonly<Record<string, unknown>>;

function parse(text: string): Plain | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entryOf(value: Plain): AcceptanceDraft | undefined {
  const { by, when, why, proposal } = value;
  const parents = listOf(value["parents"], (each) => (isDigest(each) ? each : undefined));
  const items = listOf(value["items"], itemOf);
  if (!isText(by) || !isMoment(when) || !isText(why) || parents === undefined || items === undefined)
    return undefined;
  if (proposal === undefined) return { by, when, why, parents, items };
  if (!isMap(proposal)) return undefined;
  const { by: proposer, digest: its } = proposal;
  return isText(proposer) && isDigest(its)
    ? { by, when, why, parents, items, proposal: { by: proposer, digest: its } }
    : undefined;
}

const changes = ["added", "changed", "removed", "same"] as const;

function itemOf(value: unknown): AcceptedItem | undefined {
  if (!isMap(value)) return undefined;
  const { name, id, service, version, digest: its, content } = value;
  const change = changes.find((each) => each === value["change"]);
  const line = listOf(value["line"], (each) => (isText(each) ? each : undefined));
  if (!isText(name) || !isText(id) || !isText(service) || !isText(version)) return undefined;
  if (line === undefined || line.length < 2 || change === undefined) return undefined;
  const effects = { consumer: effectOf(value["consumer"]), provider: effectOf(value["provider"]) };
  const known = { line, name, id, service, version, change, ...definedFields(effects) };
  if (its === undefined && content === undefined) return known;
  return isDigest(its) && isDigest(content) ? { ...known, digest: its, content } : undefined;
}

function effectOf(value: unknown): ChangeEffect | undefined {
  return changeEffects.find((each) => each === value);
}

function listOf<T>(value: unknown, read: (each: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list: T[] = [];
  for (const each of value) {
    const one = read(each);
    if (one === undefined) return undefined;
    list.push(one);
  }
  return list;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isDigest(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

function isMoment(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value);
}
