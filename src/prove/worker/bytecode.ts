import { posix } from "node:path";
import type { Workspace } from "#workspace";

/** Where compiled modules go, so that none is left in anybody's tree. */
export function bytecodeFolder(workspace: Workspace): string {
  return posix.join(workspace.cacheFolder, "bytecode");
}

/** Python keeps them by the path of their source: those of temporary folders and environments that are gone go too. */
export function sweepBytecode(workspace: Workspace, bytecode: string): void {
  for (const kind of ["temporary", "environments"]) {
    const sources = posix.join(workspace.cacheFolder, kind);
    const present = new Set(workspace.folders(sources));
    const compiled = posix.join(bytecode, sources);
    for (const name of workspace.folders(compiled)) {
      if (!present.has(name)) workspace.removeFolder(posix.join(compiled, name));
    }
  }
}
