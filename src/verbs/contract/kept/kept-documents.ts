import { digest } from "#base";
import type { FieldPlace, RegistryDocument } from "#contract";
import { parseJson, type Workspace } from "#workspace";
import type { VerbContext } from "../../verb.ts";
import { isText } from "./are-values.ts";
import { openStates } from "./file-states.ts";
import { type KeptLines, linesPath, readKeptLines, writeKeptLines } from "./kept-lines.ts";
import { packDocument, unpackDocument } from "./pack-document.ts";
import { packFields, unpackFields } from "./pack-fields.ts";

/** What earlier runs have read of documents, for those that are as they were, and so are the files they were read with. */
export interface KeptDocuments {
  /** Undefined: it must be read. Without a document: it is none. */
  recall(file: string): { readonly document: RegistryDocument | undefined } | undefined;
  /** To be called before a file is read that is noted afterwards. */
  mark(file: string): void;
  note(file: string, text: string, document: RegistryDocument | undefined): void;
  /** Whether a document says what was kept of it, where something was. */
  holds(file: string, document: RegistryDocument | undefined): boolean;
  keep(): void;
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
  if (program === undefined) return undefined;
  const question = digest(JSON.stringify([workspace.root, program, version, runtime.version]));
  const path = linesPath(workspace, question);
  const before = readKeptLines(workspace, path, question);
  const made = new Map<string, KeptLines>();
  const states = openStates(workspace);
  let isNews = false;

  const fieldsOf = (file: string): readonly FieldPlace[] => {
    const fields = unpackFields(parseJson(before?.fieldsOf(file)));
    return fields ?? readFields(file);
  };
  return {
    mark: states.mark,
    recall(file) {
      const lines = before?.documents.get(file);
      if (lines === undefined || !states.isSame(file, lines)) return undefined;
      const document =
        lines.document === "" ? undefined : unpackDocument(parseJson(lines.document), once(fieldsOf));
      const isRight =
        lines.document === "" ||
        (document?.file === file &&
          document.digest === lines.digest &&
          document.others.every((other) => states.openedDigest(file, other.file) === other.digest));
      if (!isRight) return undefined;
      const known = { ...lines, mark: states.markOf(file) };
      if (known.mark !== lines.mark) isNews = true;
      made.set(file, known);
      return { document };
    },
    note(file, text, document) {
      isNews = true;
      const packed = document && packDocument(document);
      if (document !== undefined && packed === undefined) return;
      const fields = document === undefined ? "" : packFields(document.fields);
      made.set(file, { mark: states.markOf(file), digest: digest(text), document: packed ?? "", fields });
    },
    holds(file, document) {
      const lines = made.get(file);
      return lines === undefined || (document && packDocument(document)) === lines.document;
    },
    keep() {
      if (!isNews && made.size === (before?.documents.size ?? 0)) return;
      const whole = [...made].map(([file, lines]) => {
        const fields = lines.fields ?? before?.fieldsOf(file);
        return [file, { ...lines, ...(isText(fields) ? { fields } : {}) }] as const;
      });
      writeKeptLines(workspace, path, question, whole);
    },
  };
}

function once<T>(make: (file: string) => T): (file: string) => T {
  let made: { readonly value: T } | undefined;
  return (file) => {
    made ??= { value: make(file) };
    return made.value;
  };
}
