import { type Finding, formatSpan } from "#base";
import { type Entry, itemKinds, type Registry, type RegistryDocument, type RegistryItem } from "./entry.ts";
import { tellStrayOverlays } from "./stray-overlays.ts";

/** Puts documents together: what several of them say of one thing is one item, and a finding where they contradict. */
export function linkRegistry(documents: readonly RegistryDocument[]): Registry {
  const sorted = documents.toSorted((one, other) => compare(one.file, other.file));
  const groups = new Map<string, Entry[]>();
  for (const document of sorted)
    for (const entry of document.entries) {
      const key = identityOf(entry);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [entry]);
      else group.push(entry);
    }
  const items = [...groups.values()].flatMap(linkEntries).toSorted(compareItems);
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

function identityOf(entry: Entry): string {
  return JSON.stringify(lineOf(entry));
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
  if (first.kind !== "event") return [linkItem(first, others)];
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

function linkItem(first: Entry, others: readonly Entry[]): RegistryItem {
  const said = [first, ...others];
  const { kind, name, key, id, service, version, summary, deprecated, digest } = first;
  return {
    kind,
    name,
    key,
    id,
    service,
    version,
    summary: said.find((entry) => entry.summary !== "")?.summary ?? summary,
    deprecated: deprecated || others.some((other) => other.deprecated),
    digest,
    said,
    contradicted: others.filter((other) => other.digest !== digest),
    producers: union(said.map(({ producers = [] }) => producers)),
    consumers: union(said.map(({ consumers = [] }) => consumers)),
  };
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].toSorted();
}

function tellContradictions({ kind, name, said, contradicted }: RegistryItem): readonly Finding[] {
  const [first] = said;
  if (first === undefined) return [];
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

function compareItems(one: RegistryItem, other: RegistryItem): number {
  return (
    itemKinds.indexOf(one.kind) - itemKinds.indexOf(other.kind) ||
    compare(pathOf(one), pathOf(other)) ||
    compare(one.name, other.name) ||
    compare(one.service, other.service)
  );
}

function pathOf({ kind, name }: RegistryItem): string {
  return kind === "operation" ? name.slice(name.indexOf(" ") + 1) : name;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
