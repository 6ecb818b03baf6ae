import { join } from "node:path";
import { nearestName } from "#base";
import type { OpenFile } from "#contract";
import type { Workspace } from "#workspace";
import { describeUnread } from "./unread-file.ts";

/** Opens the other files of a contract: those below its own folder or below the root, links followed, and no others. */
export function openBeside(workspace: Workspace, contract: string): OpenFile {
  const folders = [workspace.root, join(contract, "..")];
  return (path) => {
    const read = workspace.readUntrusted(path, folders);
    if (read.ok) return read.text;
    if (read.reason === "outside") return { reason: "outside" };
    if (read.reason === "missing") return { reason: "missing", nearest: nearestDocument(workspace, path) };
    const { why, mend, span } = describeUnread(path, read);
    return { reason: "unreadable", why, mend, span };
  };
}

/** The document in the folder of a missing one that was probably meant. */
export function nearestDocument(workspace: Workspace, file: string): string | undefined {
  const folder = join(file, "..");
  if (!workspace.exists(folder)) return undefined;
  const names = workspace
    .list(folder, workspace.folders(folder))
    .filter((name) => /\.(ya?ml|json)$/i.test(name));
  return nearestName(
    file,
    names.map((name) => join(folder, name)),
  );
}
