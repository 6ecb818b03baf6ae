import type { Finding } from "#base";
import {
  findItems,
  type History,
  isAgreed,
  lineKey,
  namesOfLine,
  type Registry,
  type RegistryItem,
  registryLines,
  type VersionLine,
} from "#contract";

/** What is meant by names: things that are there, and lines of things that are gone. */
export interface Chosen {
  readonly items: readonly RegistryItem[];
  readonly gone: readonly VersionLine[];
  readonly findings: readonly Finding[];
}

const methods = /^(?:get|put|post|delete|patch|head|options|trace)$/i;

/** A method and the path after it are one name. */
export function splitNames(words: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const word of words) {
    const before = names.at(-1);
    if (before !== undefined && methods.test(before) && word.startsWith("/"))
      names[names.length - 1] = `${before} ${word}`;
    else names.push(word);
  }
  return names;
}

export function chooseNamed(names: readonly string[], registry: Registry, history: History): Chosen {
  const present = new Set([...registryLines(registry).values()].map(lineKey));
  const items = new Set<RegistryItem>();
  const gone = new Set<VersionLine>();
  const findings: Finding[] = [];
  for (const name of names) {
    const found = findItems(registry, name);
    const meant = found.how === "words" ? [] : found.items;
    for (const item of meant) items.add(item);
    const lost = linesCalled(history, name).filter(({ line }) => !present.has(lineKey(line)));
    for (const line of lost) gone.add(line);
    if (meant.length === 0 && lost.length === 0) findings.push(unknown(name, found.nearest));
  }
  return { items: [...items], gone: [...gone], findings };
}

export function linesCalled({ lines }: History, name: string): readonly VersionLine[] {
  return [...lines.values()].filter((line) => namesOfLine(line).includes(name) || line.line[1] === name);
}

/** What was accepted of a thing last, where it is what its contract says now. */
export function isAcceptedNow(line: VersionLine | undefined, digest: string): boolean {
  return line !== undefined && isAgreed(line) && line.current.some(({ item }) => item.digest === digest);
}

function unknown(name: string, nearest: readonly string[]): Finding {
  const [meant] = nearest;
  return {
    rule: "contract/unknown-name",
    severity: "error",
    message: `no contract here speaks of "${name}"`,
    mend: meant === undefined ? "keelback contract list shows what there is" : `did you mean "${meant}"?`,
  };
}
