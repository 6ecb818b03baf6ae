import type { FieldPlace } from "#contract";
import { parseJson, type Workspace } from "#workspace";
import { unpackFields } from "./pack-fields.ts";
import { seal, unseal } from "./seal.ts";

/** The fields of one document, packed, and a digest of all else that was kept of it: of another state, they are others. */
export interface KeptFields {
  readonly file: string;
  readonly said: string;
  readonly fields: string;
}

/** Two lines for each document. */
export function printKeptFields(documents: readonly KeptFields[]): string {
  return seal(
    documents.flatMap(({ file, said, fields }) => [JSON.stringify([file, said]), fields]).join("\n"),
  );
}

export interface FieldsFile {
  /** Fields of a document as it was then, packed; undefined where they are not kept. */
  packed(file: string, said: string): string | undefined;
  fields(file: string, said: string): readonly FieldPlace[] | undefined;
}

/** Opened when fields are first asked for. */
export function openKeptFields(workspace: Workspace, path: string): FieldsFile {
  let known: ReadonlyMap<string, string> | undefined;
  const packed = (file: string, said: string): string | undefined => {
    known ??= readRows(workspace.readText(path));
    return known.get(JSON.stringify([file, said]));
  };
  return { packed, fields: (file, said) => unpackFields(parseJson(packed(file, said))) };
}

function readRows(text: string | undefined): ReadonlyMap<string, string> {
  const lines = unseal(text)?.split("\n") ?? [];
  const rows = new Map<string, string>();
  for (let at = 0; at + 1 < lines.length; at += 2) rows.set(lines[at] ?? "", lines[at + 1] ?? "");
  return rows;
}
