import { digest } from "#base";
import { parseJson, type Workspace } from "#workspace";
import { ignoredFolders } from "./ignored-folders.ts";
import type { WantedFile } from "./wanted-file.ts";

export const proofFile = ".keelback/runs/proof.json";

/** The files that a proof is of, as they stand in the target: those that are wanted, and what a hand has put beside them. */
export function standingFiles(target: Workspace, wanted: readonly WantedFile[]): readonly WantedFile[] {
  const paths = new Set(wanted.map(({ path }) => path));
  const own = target.list(".", ignoredFolders).filter((path) => !paths.has(path) && isOfProject(path));
  return [...paths, ...own].flatMap((path) => {
    const text = target.readText(path);
    return text === undefined || text.includes("\0") ? [] : [{ path, text }];
  });
}

/** Text that code can need; not what runs leave behind, and no file of secrets. */
export function isOfProject(path: string): boolean {
  return (
    path !== "HANDOFF.md" && /\.(?:pyi?|toml|ini|cfg|ya?ml|json|txt|csv|sql|html|mako|typed)$/.test(path)
  );
}

/** One digest for the paths and texts of a tree. */
export function digestTree(files: readonly WantedFile[]): string {
  return digest(files.map(({ path, text }) => `${digest(text)} ${path}\n`).join(""));
}

/** Whether the proof that lies in the target held, and was of just these files, by just this program. */
export function isProven(target: Workspace, files: readonly WantedFile[], tool: string): boolean {
  const text = target.readText(proofFile);
  const proof = (text === undefined ? undefined : parseJson(text)) as KeptProof | null | undefined;
  return (
    proof?.holds === true && proof.digests?.tree === digestTree(files) && proof.versions?.keelback === tool
  );
}

interface KeptProof {
  readonly holds?: unknown;
  readonly digests?: { readonly tree?: unknown };
  readonly versions?: { readonly keelback?: unknown };
}
