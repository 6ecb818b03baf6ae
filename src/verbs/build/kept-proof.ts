import { digest } from "#base";
import { parseJson, type Workspace } from "#workspace";
import type { WantedFile } from "./wanted-file.ts";

export const proofFile = ".keelback/runs/proof.json";

/** The files that a proof is of: those that are wanted, as they stand in the target once they are written. */
export function standingFiles(target: Workspace, wanted: readonly WantedFile[]): readonly WantedFile[] {
  return wanted.flatMap(({ path }) => {
    const text = target.readText(path);
    return text === undefined ? [] : [{ path, text }];
  });
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
