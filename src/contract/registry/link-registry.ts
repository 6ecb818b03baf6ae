import { type Finding, formatSpan } from "#base";
import { type Entry, itemKinds, type Registry, type RegistryDocument, type RegistryItem } from "./entry.ts";
import { tellStrayOverlays } from "./stray-overlays.ts";

/** Puts documents together: what several of them say of one thing is one item, and a finding where they contradict. */
export function linkRegistry(documents: readonly RegistryDocument[]): Registry {
  const sorted = documents.toSorted((one, other) => compare(one.file, other.file));
  const groups = new Map<string, Entry[]>();
  const identityOf = identify();
  for (const document of sorted)
    for (const entry of document.entries) {
      const key = identityOf(entry);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [entry]);
      else group.push(entry);
    }
  const items = sortItems([...groups.values()].flatMap(linkEntries));
  return {
    documents: sorted,
    items,
    findings: [
      ...sorted.flatMap(({ findings }) => findings),
      ...tellStrayOverlays(sorted),
      ...items.flatMap(tellContradictions),
    ],
  };
}

/** Identities of entries. A registry of ten thousand is linked at every look-up: neighbours share most of theirs. */
function identify(): (entry: Entry) => string {
  let [service, version, line]: readonly [string, string, string] = ["", "", ""];
  return (entry) => {
    const { kind, key } = entry;
    if (line === "" || entry.service !== service || entry.version !== version) {
      [service, version] = [entry.service, entry.version];
      line = JSON.stringify(lineOf({ kind: "type", key: "", service, version }));
    }
    // The length tells where the key ends, whatever is in it.
    return `${kind} ${key.length} ${key} ${kind === "event" ? "" : line}`;
  };
}

/**
 * What stays the same of a thing while its contract changes. Operations and types belong to one major version of a
 * service, for several may be kept side by side; an event is the same whoever speaks of it.
 */
export function lineOf({
  kind,
  key,
  service,
  version,
}: Pick<Entry, "kind" | "key" | "service" | "version">): readonly string[] {
  const [major = ""] = /^v?\d+/i.exec(version.trim()) ?? [];
  return kind === "event" ? [kind, key] : [kind, key, service.toLowerCase(), major];
}

function linkEntries(entries: readonly Entry[]): readonly RegistryItem[] {
  const [first, ...others] = entries;
  if (first === undefined) return [];
  if (first.kind !== "event" || others.length === 0) return [linkItem(first, others)];
  const agreeing = others.filter((other) => other.digest === first.digest || isOtherSide(first, other));
  const apart = others.filter((other) => !agreeing.includes(other));
  return [linkItem(first, agreeing), ...linkEntries(apart)];
}

/** Whether two documents speak of one event from its two ends, or are documents of one service. */
function isOtherSide(one: Entry, other: Entry): boolean {
  if (one.service.toLowerCase() === other.service.toLowerCase()) return true;
  const gives = ({ producers = [] }: Entry): boolean => producers.length > 0;
  const takes = ({ consumers = [] }: Entry): boolean => consumers.length > 0;
  return (gives(one) && takes(other) && !gives(other)) || (gives(other) && takes(one) && !gives(one));
}

/** What several documents say of one thing, of which the first answers. */
export function linkItem(first: Entry, others: readonly Entry[]): RegistryItem {
  const said = [first, ...others];
  const { kind, name, key, id, service, version, summary, deprecated, digest } = first;
  return {
    kind,
    name,
    key,
    id,
    service,
    version,
    summary: summary === "" ? (others.find((entry) => entry.summary !== "")?.summary ?? "") : summary,
    deprecated: deprecated || others.some((other) => other.deprecated),
    digest,
    said,
    contradicted: others.length === 0 ? others : others.filter((other) => other.digest !== digest),
    producers: union(said.map(({ producers = [] }) => producers)),
    consumers: union(said.map(({ consumers = [] }) => consumers)),
    fullPath: first.fullPath,
  };
}

const nobody: readonly string[] = [];

function union(lists: readonly (readonly string[])[]): readonly string[] {
  if (lists.every((list) => list.length === 0)) return nobody;
  return [...new Set(lists.flat())].toSorted();
}

function tellContradictions({ kind, name, said, contradicted }: RegistryItem): readonly Finding[] {
  const [first] = said;
  if (first === undefined || contradicted.length === 0) return [];
  return contradicted.map((other) => ({
    rule: "contract/contradiction",
    severity: "error",
    message: `${kind} ${name} is said otherwise at ${formatSpan(first.span)}: who builds on one of them fails the other`,
    span: other.span,
    mend: "make both say the same, or keep one of them",
    path: [
      { message: `${first.service} ${first.version}`.trim(), span: first.span },
      { message: `${other.service} ${other.version}`.trim(), span: other.span },
    ],
  }));
}

function sortItems(items: readonly RegistryItem[]): readonly RegistryItem[] {
  return items
    .map((item) => ({ item, rank: itemKinds.indexOf(item.kind), path: pathOf(item) }))
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        compare(one.path, other.path) ||
        compare(one.item.name, other.item.name) ||
        compare(one.item.service, other.item.service),
    )
    .map(({ item }) => item);
}

function pathOf({ kind, name }: RegistryItem): string {
  return kind === "operation" ? name.slice(name.indexOf(" ") + 1) : name;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
