import { type Document, isMap, isScalar, Lexer, type Pair, parseDocument, Scalar, type YAMLMap } from "yaml";
import { cleanLine } from "#base";
import type { Assumption, Domain } from "#domain";
import type { Plan } from "#plan";
import { replaceUnderstanding } from "./settings-comment.ts";

export interface SettingsUpdate {
  readonly domain: Domain;
  readonly plan: Plan;
  /** The contract's path, from the settings file. */
  readonly contract: string;
}

const opening =
  "# Settings of keelback. `keelback plan --write` adds to this file; what stands here is never changed.\n";

/**
 * The text of `keelback.yaml` with what is not yet in it: the contract, the stack, each assumption as a line that settles
 * it, and the understanding as comments. Undefined where that cannot be done without losing something written by hand.
 */
export function updateSettings(text: string, update: SettingsUpdate): string | undefined {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const before = text.slice(mark.length).replaceAll("\r\n", "\n");
  const added = addCarefully(before, update);
  if (added === undefined) return undefined;
  const after = replaceUnderstanding(added, update.domain, update.plan);
  return mark + (lineEnd === "\n" ? after : after.replaceAll("\n", lineEnd));
}

function addCarefully(before: string, update: SettingsUpdate): string | undefined {
  try {
    const added = addMissing(before.trim() === "" ? opening : before, update);
    return added !== undefined && keepsAll(before, added) ? added : undefined;
  } catch {
    return undefined;
  }
}

function addMissing(text: string, { plan, contract, domain }: SettingsUpdate): string | undefined {
  const document = parseDocument(text, { version: "1.2", logLevel: "silent" });
  if (document.errors.length > 0) return undefined;
  const top = { contract, stack: plan.stack, database: plan.database };
  const changes = [
    ...Object.entries(top).map(([key, value]) => addKey(document, [], key, new Scalar(value))),
    ...domain.assumptions.map((assumption) => addAssumption(document, assumption)),
  ];
  return changes.includes(true) ? document.toString({ lineWidth: 0 }) : text;
}

/** Adds the line that settles an assumption, unless one is there. */
function addAssumption(document: Document, { setting, text, choices, chosen }: Assumption): boolean {
  const path = settingPath(setting);
  const key = path.at(-1);
  if (key === undefined) return false;
  const value = new Scalar(chosen);
  value.comment = ` ${choices.map(cleanLine).join(" | ")}`;
  return addKey(document, path.slice(0, -1), key, value, cleanLine(text));
}

/** `domain.operations.ID.key`, where an id may have dots in it. */
export function settingPath(setting: string): readonly string[] {
  const operation = /^domain\.operations\.(.+)\.([^.]+)$/s.exec(setting);
  if (operation) return ["domain", "operations", operation[1] ?? "", operation[2] ?? ""];
  const other = /^domain\.(existing|owners|references|renamed|unique)\.(.+)$/s.exec(setting);
  return other ? ["domain", other[1] ?? "", other[2] ?? ""] : setting.split(".");
}

function addKey(
  document: Document,
  path: readonly string[],
  key: string,
  value: Scalar,
  comment?: string,
): boolean {
  const map = mapAt(document, path);
  if (map.items.some((item) => keyText(item.key) === key)) return false;
  const name = new Scalar(key);
  if (comment !== undefined) name.commentBefore = ` ${comment}`;
  const pair = document.createPair(name, value);
  // Short settings stand above the long list of corrections.
  const corrections = path.length === 0 ? map.items.findIndex((item) => keyText(item.key) === "domain") : -1;
  if (corrections > 0) map.items.splice(corrections, 0, pair);
  else map.add(pair);
  return true;
}

/** The mapping at a path; made where there is none or nothing. */
function mapAt(document: Document, path: readonly string[]): YAMLMap {
  let map = asMap(document.contents);
  if (!map) {
    map = document.createNode({}) as YAMLMap;
    document.contents = map;
  }
  for (const key of path) {
    const pair: Pair | undefined = map.items.find((item) => keyText(item.key) === key);
    const below: YAMLMap = asMap(pair?.value) ?? (document.createNode({}) as YAMLMap);
    if (!pair) map.add(document.createPair(new Scalar(key), below));
    else if (pair.value !== below) {
      if (isScalar(pair.value)) below.comment = pair.value.comment ?? null;
      pair.value = below;
    }
    below.flow = false;
    map = below;
  }
  return map;
}

/** A mapping, or undefined for nothing at all; anything else is not ours to write over. */
function asMap(node: unknown): YAMLMap | undefined {
  if (isMap(node)) return node;
  if (node === null || node === undefined || (isScalar(node) && node.value === null)) return undefined;
  throw new Error("no mapping");
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** Whether every value and every comment of the text before stands in the text after. */
function keepsAll(before: string, after: string): boolean {
  if (before.trim() === "" || before === after) return true;
  const left = [...comments(after)];
  const keepsComments = comments(before).every((comment) => {
    const index = left.indexOf(comment);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
  const values = (text: string): unknown =>
    parseDocument(text, { logLevel: "silent" }).toJS({ maxAliasCount: 50 });
  return keepsComments && contains(values(after), values(before));
}

function comments(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith("#")).map((token) => token.trim());
}

/** Whether a value holds all of another: more keys, but nothing taken away or changed. */
function contains(whole: unknown, part: unknown): boolean {
  if (part === null || part === undefined) return true;
  if (typeof part !== "object" || typeof whole !== "object" || whole === null) return Object.is(whole, part);
  return Object.entries(part).every(
    ([key, value]) => Object.hasOwn(whole, key) && contains((whole as Record<string, unknown>)[key], value),
  );
}
