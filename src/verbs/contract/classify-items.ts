import type { Finding } from "#base";
import {
  type AcceptancePlan,
  type AcceptedItem,
  compareRecorded,
  type Effects,
  effectsOf,
  emptied,
  graver,
  type History,
  isOfOperation,
  type JsonValue,
  lineKey,
  mergeDocuments,
  type RecordedPair,
  readContract,
} from "#contract";
import type { Workspace } from "#workspace";
import type { VerbContext } from "../verb.ts";
import { compareDocuments, type DocumentVersion } from "./compare-documents.ts";
import { readContent } from "./history-files.ts";

export interface ClassifiedItems {
  readonly items: readonly AcceptedItem[];
  /** What could not be classified, and why: it is recorded without a class. */
  readonly findings: readonly Finding[];
}

/** What each change means for who calls, and for who answers: against what was accepted last, as it was recorded. */
export async function classifyItems(
  workspace: Workspace,
  context: VerbContext,
  history: History,
  { items, contents }: AcceptancePlan,
): Promise<ClassifiedItems> {
  const known = new Map<AcceptedItem, Effects>();
  const unknown = new Map<string, AcceptedItem[]>();
  const fail = (item: AcceptedItem, why: string): void => {
    unknown.set(why, [...(unknown.get(why) ?? []), item]);
  };
  const add = (item: AcceptedItem, { consumer, provider }: Effects): void => {
    const other = known.get(item) ?? { consumer: "safe", provider: "safe" };
    known.set(item, {
      consumer: graver(consumer, other.consumer),
      provider: graver(provider, other.provider),
    });
  };
  const pairs = items.flatMap((item) => pairsOf(workspace, history, item, contents, fail));
  for (const pair of pairs.filter(({ item: { line } }) => line[0] !== "operation")) {
    const changes = compareRecorded(pair);
    if (changes === undefined) fail(pair.item, unreadable);
    else add(pair.item, effectsOf(changes));
  }
  await classifyOperations(
    workspace,
    context,
    pairs.filter(({ item: { line } }) => line[0] === "operation"),
    { add, fail },
  );
  const failed = new Set([...unknown.values()].flat());
  return {
    items: items.map((item) => ({ ...item, ...(failed.has(item) ? {} : known.get(item)) })),
    findings: [...unknown].map(([why, its]) => unclassified(its, why)),
  };
}

const unreadable = "what was recorded of it cannot be read";

/** Where branches accepted side by side, there are several before. */
function pairsOf(
  workspace: Workspace,
  history: History,
  item: AcceptedItem,
  contents: AcceptancePlan["contents"],
  fail: (item: AcceptedItem, why: string) => void,
): readonly RecordedPair[] {
  if (item.change !== "changed" && item.change !== "removed") return [];
  const current = history.lines.get(lineKey(item.line))?.current ?? [];
  const before = new Set(current.flatMap((version) => version.item.content ?? []));
  return [...before].flatMap((digest): readonly RecordedPair[] => {
    const text = readContent(workspace, digest);
    if (typeof text === "string" && isDocument(text)) {
      const after = item.content === undefined ? emptied(text) : contents.get(item.content);
      if (after !== undefined) return [{ item, before: text, after }];
    }
    fail(item, unreadable);
    return [];
  });
}

function isDocument(text: string): boolean {
  const value = parse(text);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}

interface Outcome {
  add(item: AcceptedItem, effects: Effects): void;
  fail(item: AcceptedItem, why: string): void;
}

async function classifyOperations(
  workspace: Workspace,
  context: VerbContext,
  pairs: readonly RecordedPair[],
  { add, fail }: Outcome,
): Promise<void> {
  const groups = mergeDocuments(
    pairs.map(({ before, after }) => ({ before: parse(before), after: parse(after) })),
  );
  const left = new Set(pairs);
  for (const { members, before, after } of groups) {
    const own = members.flatMap((index) => pairs[index] ?? []);
    for (const pair of own) left.delete(pair);
    const [was, is] = [before, after].map(readVersion);
    const compared = was && is && (await compareDocuments(workspace, context, was, is));
    for (const { item } of own)
      if (compared?.ok)
        add(item, effectsOf(compared.changes.filter((change) => isOfOperation(change, item.name))));
      else fail(item, compared?.why ?? unreadable);
  }
  for (const { item } of left) fail(item, "too many services were changed at once");
}

function readVersion(text: string): DocumentVersion | undefined {
  const reading = readContract("recorded.json", text);
  return reading.value && { contract: reading.value, reading };
}

function unclassified(items: readonly AcceptedItem[], why: string): Finding {
  const [first, ...others] = items;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return {
    rule: "contract/not-classified",
    severity: "warning",
    message: `whether the change of ${first?.name ?? ""}${more} breaks anybody is not known: ${why}`,
    mend: "what was accepted stands; keelback contract diff compares the documents once that is mended",
  };
}
