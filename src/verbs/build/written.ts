import { parseJson, type Workspace } from "#workspace";

export const writtenFile = ".keelback/written.json";

/** What was written into a project, and from what: lost, everything there counts as edited by hand. */
export interface Written {
  readonly format: 1;
  readonly tool: string;
  readonly contract: string;
  readonly stack: string;
  readonly database: string;
  /** SHA-256 of each file as it was written, by path. */
  readonly files: Readonly<Record<string, string>>;
}

export function readWritten(workspace: Workspace): Written | undefined {
  const text = workspace.readText(writtenFile);
  const value: unknown = text === undefined ? undefined : parseJson(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { format, files } = value as Partial<Written>;
  if (format !== 1 || typeof files !== "object" || files === null) return undefined;
  return value as Written;
}

export function printWritten(written: Written): string {
  const files = Object.fromEntries(
    Object.entries(written.files).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  return `${JSON.stringify({ ...written, files }, null, 2)}\n`;
}
