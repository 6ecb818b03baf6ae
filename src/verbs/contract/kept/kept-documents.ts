import { digest } from "#base";
import type { FieldPlace, Registry, RegistryDocument } from "#contract";
import { parseJson, type Workspace } from "#workspace";
import type { VerbContext } from "../../verb.ts";
import { isText } from "./are-values.ts";
import { type FileStates, openStates } from "./file-states.ts";
import { type KeptFile, type KeptLines, linesPath, readKeptLines, writeKeptLines } from "./kept-lines.ts";
import {
  type LinkedFile,
  type LinkedRegistry,
  readLinked,
  saidDigest,
  writeLinked,
} from "./linked-registry.ts";
import { packDocument, unpackDocument } from "./pack-document.ts";
import { packFields, unpackFields } from "./pack-fields.ts";

/** What earlier runs have read of documents, for those that are as they were, and so are the files they were read with. */
export interface KeptDocuments {
  /** All of it as the last run linked it, where none of these files has changed since, and no file has come or gone. */
  linked(files: readonly string[]): Registry | undefined;
  /** Undefined: it must be read. Without a document: it is none. */
  recall(file: string): { readonly document: RegistryDocument | undefined } | undefined;
  /** To be called before a file is read that is noted afterwards. */
  mark(file: string): void;
  note(file: string, text: string, document: RegistryDocument | undefined): void;
  /** Whether a document says what was kept of it, where something was. */
  holds(file: string, document: RegistryDocument | undefined): boolean;
  /** Whether what was kept turned out to be nothing that was ever kept. */
  isBroken(): boolean;
  keep(): void;
  keepLinked(registry: Registry): void;
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
  const made = new Map<string, KeptLines>();
  const states = openStates(workspace);
  let isNews = false;
  let linked: LinkedRegistry | undefined;

  const fieldsOf = (file: string): readonly FieldPlace[] => {
    const fields = unpackFields(parseJson(before()?.fieldsOf(file)));
    return fields ?? readFields(file);
  };
  return {
    linked(files) {
      const found = readLinked(workspace, `${path}.linked`, question, fieldsOf);
      if (found === undefined || !isUnchanged(found, files, states)) return undefined;
      linked = found;
      return found.registry;
    },
    isBroken: () => linked?.isBroken() === true,
    mark: states.mark,
    recall(file) {
      const lines = before()?.documents.get(file);
      const found = lines && recallOne(file, lines, states, once(fieldsOf));
      if (lines === undefined || found === undefined) return undefined;
      const known = { ...lines, mark: states.markOf(file) };
      if (known.mark !== lines.mark) isNews = true;
      made.set(file, known);
      return found;
    },
    note(file, text, document) {
      isNews = true;
      const packed = document && packDocument(document);
      if (document !== undefined && packed === undefined) return;
      const fields = document === undefined ? "" : packFields(document.fields);
      made.set(file, { mark: states.markOf(file), digest: digest(text), document: packed ?? "", fields });
    },
    holds(file, document) {
      if (linked !== undefined)
        return linked.files.some((each) => each.file === file && saysSame(each, document));
      const lines = made.get(file);
      return lines === undefined || (document && packDocument(document)) === lines.document;
    },
    keep() {
      if (isNews || made.size !== (before()?.documents.size ?? 0))
        writeKeptLines(workspace, path, question, withFields(made, before()));
    },
    keepLinked(registry) {
      const files = linkedFiles(made);
      // What has just been written may be written once more without a sign: then nothing could be told of it by its mark.
      if (files.every(({ mark }) => mark !== ""))
        writeLinked(workspace, `${path}.linked`, question, files, registry);
    },
  };
}

/** What is kept of a file, where that is as it was, and so is whatever it was read with. */
function recallOne(
  file: string,
  lines: KeptLines,
  states: FileStates,
  fieldsOf: (file: string) => readonly FieldPlace[],
): { readonly document: RegistryDocument | undefined } | undefined {
  if (!states.isSame(file, lines)) return undefined;
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
  before: KeptFile | undefined,
): readonly (readonly [file: string, lines: KeptLines])[] {
  return [...made].map(([file, lines]) => {
    const fields = lines.fields ?? before?.fieldsOf(file);
    return [file, { ...lines, ...(isText(fields) ? { fields } : {}) }] as const;
  });
}

function linkedFiles(made: ReadonlyMap<string, KeptLines>): readonly LinkedFile[] {
  return [...made].map(([file, { mark, document }]) => ({ file, mark, said: saidDigest(document) }));
}

/** Whether these are the files that were linked, each with the mark that it had, and whatever they were read with says the same. */
function isUnchanged(
  { files: linked, registry }: LinkedRegistry,
  files: readonly string[],
  states: FileStates,
): boolean {
  const known = new Map(linked.map(({ file, mark }) => [file, mark]));
  if (known.size !== files.length) return false;
  for (const file of files) {
    states.mark(file);
    const mark = known.get(file) ?? "";
    if (mark === "" || states.markOf(file) !== mark) return false;
  }
  return registry.documents.every(({ file, others }) =>
    others.every((other) => states.openedDigest(file, other.file) === other.digest),
  );
}

function saysSame({ said }: LinkedFile, document: RegistryDocument | undefined): boolean {
  const packed = document && packDocument(document);
  return said === saidDigest(packed ?? "");
}

function once<T>(make: (file: string) => T): (file?: string) => T {
  let made: { readonly value: T } | undefined;
  return (file = "") => {
    made ??= { value: make(file) };
    return made.value;
  };
}
