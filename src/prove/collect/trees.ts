import type { Workspace } from "#workspace";
import type { TreeFile } from "../input.ts";

/** Writes a tree into a folder of its own below the scratch folder, and gives that folder. */
export function layTree(
  workspace: Workspace,
  scratch: string,
  name: string,
  files: readonly TreeFile[],
): string {
  const folder = `${scratch}/${name}`;
  const written = workspace.at(folder).apply(files.map(({ path, text }) => ({ kind: "write", path, text })));
  if (!written.ok) throw new Error(`the scratch folder cannot be written: ${written.message}`);
  return folder;
}

/** Files of the first tree, replaced and joined by those of the others. */
export function overlay(...trees: readonly (readonly TreeFile[])[]): readonly TreeFile[] {
  return [...new Map(trees.flat().map((file) => [file.path, file])).values()];
}
