import { digest } from "#base";
import type { Contract } from "../contract.ts";
import type { Registry, RegistryItem } from "../registry/entry.ts";
import { printContent } from "./content.ts";
import type { AcceptedItem } from "./entry.ts";
import type { History } from "./read-history.ts";
import { registryLines } from "./registry-lines.ts";
import { isAgreed, lineKey, type VersionLine } from "./version-lines.ts";

export interface AcceptancePlan {
  /** What differs from what was accepted last, sorted by its lines. */
  readonly items: readonly AcceptedItem[];
  /** Texts of the recorded documents, by their digests. */
  readonly contents: ReadonlyMap<string, string>;
}

export interface AcceptanceWish {
  readonly registry: Registry;
  readonly history: History;
  contractOf(file: string): Contract | undefined;
  /** Only these; absent, all that there is and all that is gone. */
  readonly only?: { readonly items: readonly RegistryItem[]; readonly gone: readonly VersionLine[] };
}

/** What an acceptance of the present state has to record. */
export function planAcceptance({ registry, history, contractOf, only }: AcceptanceWish): AcceptancePlan {
  const lines = registryLines(registry);
  const contents = new Map<string, string>();
  const items: AcceptedItem[] = [];
  for (const item of only?.items ?? registry.items) {
    const line = lines.get(item) ?? [];
    const change = changeOf(item.digest, history.lines.get(lineKey(line)));
    if (change === undefined) continue;
    const contract = contractOf(item.said[0]?.file ?? "");
    const text = contract && printContent(item, contract);
    if (text === undefined) continue;
    const content = digest(text);
    contents.set(content, text);
    const { name, id, service, version } = item;
    items.push({ line, name, id, service, version, change, digest: item.digest, content });
  }
  const present = new Set([...lines.values()].map(lineKey));
  const gone = only?.gone ?? [...history.lines.values()].filter(({ line }) => !present.has(lineKey(line)));
  for (const line of gone) {
    const removal = removalOf(line);
    if (removal !== undefined) items.push(removal);
  }
  return { items: items.toSorted((one, other) => compare(lineKey(one.line), lineKey(other.line))), contents };
}

function changeOf(present: string, line: VersionLine | undefined): AcceptedItem["change"] | undefined {
  const last = line?.current ?? [];
  const said = last.filter(({ item }) => item.digest !== undefined);
  if (said.length === 0) return "added";
  if (!said.some(({ item }) => item.digest === present)) return "changed";
  return line !== undefined && isAgreed(line) ? undefined : "same";
}

function removalOf(line: VersionLine): AcceptedItem | undefined {
  const said = line.current.find(({ item }) => item.digest !== undefined);
  if (said === undefined) return undefined;
  const { name, id, service, version } = said.item;
  return { line: line.line, name, id, service, version, change: "removed" };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
