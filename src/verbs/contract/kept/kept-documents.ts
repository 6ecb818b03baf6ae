import { digest } from "#base";
import type { FieldPlace, LookupIndex, Registry, RegistryDocument } from "#contract";
import { parseJson, type TextReading, type Workspace } from "#workspace";
import type { VerbContext } from "../../verb.ts";
import { isText } from "./are-values.ts";
import { digestOfReading, type FileStates, openStates } from "./file-states.ts";
import { type FieldsFile, openKeptFields } from "./kept-fields.ts";
import {
  fieldsPath,
  type KeptLines,
  linesPath,
  readKeptLines,
  saidDigest,
  writeKeptLines,
} from "./kept-lines.ts";
import { openLinked, type RecalledRegistry } from "./kept-linked.ts";
import type { LinkedFile, OpenFields } from "./linked-registry.ts";
import { packDocument, unpackDocument } from "./pack-document.ts";
import { packFields } from "./pack-fields.ts";

/** What earlier runs have read of documents, for those that are as they were, and so are the files they were read with. */
export interface KeptDocuments {
  /** All of it as the last run linked it, where none of these files has changed since, and no file has come or gone. */
  linked(files: readonly string[]): RecalledRegistry | undefined;
  /** Undefined: it must be read. Without a document: it is none. */
  recall(file: string): { readonly document: RegistryDocument | undefined } | undefined;
  /** To be called before a file is read that is noted afterwards. */
  mark(file: string): void;
  note(file: string, reading: TextReading, document: RegistryDocument | undefined): void;
  /** Whether a document says what was kept of it, where something was. */
  holds(file: string, document: RegistryDocument | undefined): boolean;
  /** Whether what was kept turned out to be nothing that was ever kept. */
  isBroken(): boolean;
  keep(): void;
  keepLinked(registry: Registry): void;
  /** By what things of the registry that is linked are looked up; undefined where none is kept. */
  lookup(registry: Registry): LookupIndex | undefined;
}

/**
 * Opens what this very program has kept of a repository in the user's cache folder; undefined for a program that may
 * change under our feet. A lost or broken one costs time and nothing else.
 */
export function recallDocuments(
  workspace: Workspace,
  { version, runtime }: VerbContext,
  readFields: (file: string) => readonly FieldPlace[],
): KeptDocuments | undefined {
  const program = runtime.digest?.();
  return program === undefined
    ? undefined
    : openKept(
        workspace,
        digest(JSON.stringify([workspace.root, program, version, runtime.version])),
        readFields,
      );
}

function openKept(
  workspace: Workspace,
  question: string,
  readFields: (file: string) => readonly FieldPlace[],
): KeptDocuments {
  const path = linesPath(workspace, question);
  const before = once(() => readKeptLines(workspace, path, question));
  const kept = openKeptFields(workspace, fieldsPath(path));
  const fieldsOf: OpenFields = (file, said) => kept.fields(file, said) ?? readFields(file);
  const states = openStates(workspace);
  const linked = openLinked({ workspace, path: `${path}.linked`, question, states, fieldsOf });
  const made = new Map<string, KeptLines>();
  const unread = new Map<string, string>();
  let isNews = false;
  return {
    linked: linked.open,
    isBroken: linked.isBroken,
    lookup: linked.lookup,
    mark: states.mark,
    recall(file) {
      const lines = before()?.get(file);
      const said = once(() => saidDigest(lines?.document ?? ""));
      const found = lines && recallOne(file, lines, states, (its) => fieldsOf(its, said()));
      if (lines === undefined || found === undefined) return undefined;
      const known = { ...lines, mark: states.markOf(file) };
      if (known.mark !== lines.mark) isNews = true;
      made.set(file, known);
      return found;
    },
    note(file, reading, document) {
      isNews = true;
      if (!reading.ok) unread.set(file, digestOfReading(reading));
      const packed = document && packDocument(document);
      if (!reading.ok || (document !== undefined && packed === undefined)) return;
      const fields = document === undefined ? "" : packFields(document.fields);
      const its = digestOfReading(reading);
      made.set(file, { mark: states.markOf(file), digest: its, document: packed ?? "", fields });
    },
    holds(file, document) {
      const packed = (document && packDocument(document)) ?? "";
      const lines = made.get(file);
      return linked.holds(file, packed) ?? (lines === undefined || packed === lines.document);
    },
    keep() {
      if (isNews || made.size !== (before()?.size ?? 0))
        writeKeptLines(workspace, path, question, withFields(made, kept));
    },
    keepLinked: (registry) => linked.keep(linkedFiles(made, unread), registry),
  };
}

/** What is kept of a file, where that is as it was, and so is whatever it was read with. */
function recallOne(
  file: string,
  lines: KeptLines,
  states: FileStates,
  fieldsOf: (file: string) => readonly FieldPlace[],
): { readonly document: RegistryDocument | undefined } | undefined {
  if (!states.isSame(file, { mark: lines.mark, read: lines.digest })) return undefined;
  if (lines.document === "") return { document: undefined };
  const document = unpackDocument(parseJson(lines.document), fieldsOf);
  const isRight =
    document?.file === file &&
    document.digest === lines.digest &&
    document.others.every((other) => states.openedDigest(file, other.file) === other.digest);
  return isRight ? { document } : undefined;
}

/** All that is kept, with fields that nobody asked for this time as they were. */
function withFields(
  made: ReadonlyMap<string, KeptLines>,
  kept: FieldsFile,
): readonly (readonly [file: string, lines: KeptLines])[] {
  return [...made].map(([file, lines]) => {
    const fields = lines.fields ?? kept.packed(file, saidDigest(lines.document));
    return [file, { ...lines, ...(isText(fields) ? { fields } : {}) }] as const;
  });
}

function linkedFiles(
  made: ReadonlyMap<string, KeptLines>,
  unread: ReadonlyMap<string, string>,
): readonly LinkedFile[] {
  return [
    ...[...made].map(([file, { mark, digest: read, document }]) => ({
      ...{ file, mark, said: saidDigest(document), read },
    })),
    ...[...unread].map(([file, read]) => ({ file, mark: "", said: "", read })),
  ];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
