import { readModule } from "#python";

/** The migrations of a folder, as their files say how they follow one another. */
export interface RevisionChain {
  /** Revisions that none comes after. */
  readonly heads: readonly string[];
  readonly revisions: readonly string[];
}

/** Reads `revision` and `down_revision` of each file; what has none is no migration. */
export function readChain(files: ReadonlyMap<string, string>): RevisionChain {
  const all = [...files.values()].map(readRevision).filter((entry) => entry !== undefined);
  const before = new Set(all.flatMap(({ after }) => after));
  const revisions = all.map(({ revision }) => revision);
  return { revisions, heads: revisions.filter((revision) => !before.has(revision)) };
}

function readRevision(
  text: string,
): { readonly revision: string; readonly after: readonly string[] } | undefined {
  const { items } = readModule(text);
  const literals = (wanted: string): readonly string[] => {
    const item = items.find(({ kind, name }) => kind === "assignment" && name === wanted);
    // What stands before the equals sign may be a type in quotes.
    const value = item ? text.slice(item.code, item.end).replace(/^[^=]*=/, "") : "";
    return [...value.matchAll(/(["'])([^"'\r\n]*)\1/g)].map(([, , content]) => content ?? "");
  };
  const [revision] = literals("revision");
  return revision === undefined ? undefined : { revision, after: literals("down_revision") };
}

/** The number after the highest, in four digits. */
export function nextRevision({ revisions }: RevisionChain): string {
  const numbers = revisions.filter((revision) => /^\d{1,9}$/.test(revision)).map(Number);
  return String(Math.max(0, ...numbers) + 1).padStart(4, "0");
}
