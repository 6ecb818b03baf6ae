import { posix } from "node:path";
import { parseJson, type Workspace } from "#workspace";
import type { PythonEnvironment } from "./types.ts";

const marker = "keelback.json";
const lastUsed = "last-used";
const keptDays = 30;

/** An environment counts as made once its marker is there, and as usable while its interpreter still is. */
export function readMarker(workspace: Workspace, folder: string): PythonEnvironment | undefined {
  const text = workspace.readText(posix.join(folder, marker));
  const environment = parseJson(text) as PythonEnvironment | undefined;
  return environment?.folder === folder && workspace.exists(environment.python) ? environment : undefined;
}

export function writeMarker(workspace: Workspace, environment: PythonEnvironment): void {
  workspace.at(environment.folder).apply([
    { kind: "write", path: lastUsed, text: workspace.now() },
    { kind: "write", path: marker, text: JSON.stringify(environment, undefined, 2) },
  ]);
}

/** Notes the use, at most once a day. */
export function touchEnvironment(workspace: Workspace, folder: string): void {
  const today = workspace.now();
  if (workspace.readText(posix.join(folder, lastUsed))?.slice(0, 10) === today.slice(0, 10)) return;
  workspace.at(folder).apply([{ kind: "write", path: lastUsed, text: today }]);
}

/** Takes away environments that nothing has used for a month; gives their names. */
export function pruneEnvironments(workspace: Workspace, keep: string): readonly string[] {
  const parent = posix.join(workspace.cacheFolder, "environments");
  const limit = Date.parse(workspace.now()) - keptDays * 24 * 60 * 60 * 1000;
  const old = workspace.folders(parent).filter((name) => {
    const folder = posix.join(parent, name);
    const used = workspace.readText(posix.join(folder, lastUsed));
    return folder !== keep && used !== undefined && Date.parse(used) < limit;
  });
  for (const name of old) workspace.at(workspace.cacheFolder).removeFolder(posix.join(parent, name));
  return old;
}
