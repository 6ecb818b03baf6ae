import type { Finding } from "#base";
import {
  type Contract,
  type DocumentRead,
  type Entry,
  formatOf,
  linkRegistry,
  overlaysByDocument,
  type Registry,
  type RegistryDocument,
  type RegistryItem,
  readRegistryDocument,
} from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import { readSettings, type Settings, settingsFile } from "../settings.ts";
import { unreadFinding } from "../unread-file.ts";
import type { VerbContext } from "../verb.ts";
import { type KeptDocuments, recallDocuments } from "./kept/kept-documents.ts";
import { listDocuments, placesOf } from "./list-documents.ts";
import { tellLinks } from "./unread-links.ts";

/** The registry of a repository, with what is needed to answer from it. */
export interface RegistryReading {
  readonly registry: Registry;
  readonly settings: Settings;
  /** Where documents were looked for, as the user would write it. */
  readonly places: readonly string[];
  /** What is wrong with settings, files and documents. */
  readonly findings: readonly Finding[];
  /** Texts that findings point into. */
  readonly sources: ReadonlyMap<string, string>;
  /** The contract of one of its documents; with an item, where it says of that what the registry has from it. */
  contractOf(file: string, item?: RegistryItem): Contract | undefined;
  /** Whether a document turned out to be other than it was told to be: whoever was answered reads it all anew. */
  isStale(): boolean;
}

/**
 * Reads all documents of a repository. A broken one reduces what is known and is told; it never hides the others. With what
 * the process is, documents that are as an earlier run of the same program left them are not read again.
 */
export async function readRegistry(workspace: Workspace, context?: VerbContext): Promise<RegistryReading> {
  const settings = await readSettings(workspace);
  const places = placesOf(settings.value);
  const files = listDocuments(workspace, settings.value);
  const sources = new Map<string, string>();
  const unread: Finding[] = [];
  const reader = openReader(workspace, sources);
  const kept =
    context && recallDocuments(workspace, context, (file) => reader.read(file)?.document.fields ?? []);
  const linked = kept?.linked(files);
  const whole = linked?.registry ?? linkRegistry(readDocuments(workspace, files, { reader, kept, unread }));
  if (linked === undefined) kept?.keepLinked(whole);
  else {
    reader.apply(overlaysByDocument(whole.documents));
    unread.push(...tellUnread(workspace, linked.unread));
  }
  const registry = kept === undefined ? whole : withLookup(whole, kept);
  if (kept !== undefined) reader.readSources(registry.findings);
  let isStale = false;
  return {
    registry,
    settings: settings.value,
    places,
    findings: [
      ...settings.findings,
      ...missingPlaces(workspace, settings.value),
      ...unread,
      ...tellLinks(workspace, places, registry, files),
      ...registry.findings,
    ],
    sources,
    contractOf: (file, item) => {
      const read = reader.read(file);
      if (kept?.holds(file, read?.document) !== false && saysItem(read?.document, file, item))
        return read?.reading.value;
      isStale = true;
      return undefined;
    },
    isStale: () => isStale || kept?.isBroken() === true,
  };
}

/** With what things are looked up by, for just these. */
function withLookup(registry: Registry, kept: KeptDocuments): Registry {
  const { documents, items } = registry;
  return {
    ...registry,
    lookup: (asked) =>
      asked.documents === documents && asked.items === items ? kept.lookup(registry) : undefined,
  };
}

function tellUnread(workspace: Workspace, files: readonly string[]): readonly Finding[] {
  return files.flatMap((file) => {
    const text = workspace.readUntrusted(file, ["."]);
    return text.ok ? [] : [unreadFinding(file, text)];
  });
}

/** Whether a document says what an item has from it. */
function saysItem(document: RegistryDocument | undefined, file: string, item?: RegistryItem): boolean {
  const own = (item?.said ?? []).filter((entry) => entry.file === file).map(entryText);
  if (own.length === 0) return item === undefined;
  const all = new Set(document?.entries.map(entryText));
  return own.every((text) => all.has(text));
}

function entryText(entry: Entry): string {
  return JSON.stringify(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)));
}

interface Reading {
  readonly reader: ReturnType<typeof openReader>;
  readonly kept: KeptDocuments | undefined;
  /** What is wrong with files that could not be read. */
  readonly unread: Finding[];
}

/** Each of these files that is a document: as it was kept where it is as it was, else read anew. */
function readDocuments(
  workspace: Workspace,
  files: readonly string[],
  { reader, kept, unread }: Reading,
): readonly RegistryDocument[] {
  const documents: RegistryDocument[] = [];
  const readAnew = (file: string): void => {
    kept?.mark(file);
    const text = workspace.readUntrusted(file, ["."]);
    const document = text.ok ? reader.readText(file, text.text)?.document : undefined;
    if (!text.ok) unread.push(unreadFinding(file, text));
    if (document !== undefined) documents.push(document);
    kept?.note(file, text, document);
  };
  const known = new Map(files.map((file) => [file, kept?.recall(file)]));
  // Overlays come first, for they are part of what other documents say.
  const isOverlay = (file: string): boolean => {
    const recalled = known.get(file);
    return recalled === undefined ? reader.isOverlay(file) : recalled.document?.format === "overlay";
  };
  const [overlays, others] = partition(files, isOverlay);
  const take = (file: string): void => {
    const recalled = known.get(file);
    if (recalled === undefined || !reader.isReadWith(recalled.document)) readAnew(file);
    else if (recalled.document !== undefined) documents.push(recalled.document);
  };
  for (const file of overlays) take(file);
  reader.apply(overlaysByDocument(documents));
  for (const file of others) take(file);
  kept?.keep();
  return documents;
}

function partition<T>(list: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  const [first, second]: [T[], T[]] = [[], []];
  for (const item of list) (isFirst(item) ? first : second).push(item);
  return [first, second];
}

/** Reads each document at most once, and notes the texts. */
function openReader(workspace: Workspace, sources: Map<string, string>) {
  const readings = new Map<string, DocumentRead | undefined>();
  let overlays: ReadonlyMap<string, readonly string[]> = new Map();
  const readText = (file: string, text: string): DocumentRead | undefined => {
    const read = readRegistryDocument(file, text, openBeside(workspace, file), overlays.get(file));
    readings.set(file, read);
    if (read === undefined) return undefined;
    sources.set(file, text);
    for (const [other, its] of read.reading.bundle?.sources ?? []) sources.set(other, its);
    return read;
  };
  const read = (file: string): DocumentRead | undefined => {
    if (readings.has(file)) return readings.get(file);
    const text = workspace.readUntrusted(file, ["."]);
    return text.ok ? readText(file, text.text) : undefined;
  };
  /** Texts that findings point into, of documents that were not read again. */
  const readSources = (findings: readonly Finding[]): void => {
    for (const { span } of findings) {
      if (span === undefined || sources.has(span.file)) continue;
      const text = workspace.readUntrusted(span.file, ["."]);
      if (text.ok) sources.set(span.file, text.text);
    }
  };
  return {
    ...{ readText, read, readSources },
    isOverlay: (file: string): boolean => {
      const text = /\.(?:ya?ml|json)$/i.test(file) ? workspace.readUntrusted(file, ["."]) : undefined;
      return text?.ok === true && formatOf(file, text.text) === "overlay";
    },
    /** Whether a document was read with the overlays that there are now. */
    isReadWith: (document: RegistryDocument | undefined): boolean =>
      document === undefined ||
      JSON.stringify(document.overlays ?? []) === JSON.stringify(overlays.get(document.file) ?? []),
    apply: (found: typeof overlays): void => {
      overlays = found;
    },
  };
}

function missingPlaces(workspace: Workspace, { contracts = [] }: Settings): readonly Finding[] {
  return contracts
    .filter((place) => !workspace.exists(place))
    .map((place) => ({
      rule: "contract/not-found",
      severity: "error",
      message: `there is no ${place}, which ${settingsFile} names among "contracts"`,
      mend: "name folders and files that are there",
    }));
}
