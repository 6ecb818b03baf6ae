import { lstatSync } from "node:fs";
import type { FileStamp } from "./workspace.ts";

/** Longer than a tick of any file system's clock. */
const settledAfterMs = 2_500;

/** Size, times and place of an ordinary file, without following a link. The time of change is the system's own: nobody sets it back. */
export function readStamp(path: string): FileStamp | undefined {
  try {
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (!stat?.isFile()) return undefined;
    const { size, mtimeNs, ctimeNs, ctimeMs, mtimeMs, ino, dev, mode } = stat;
    const changed = Number(ctimeMs > mtimeMs ? ctimeMs : mtimeMs);
    return {
      mark: [size, mtimeNs, ctimeNs, ino, dev, mode].map((part) => part.toString(36)).join(" "),
      settled: Date.now() - changed > settledAfterMs,
      executable: (mode & 0o111n) !== 0n,
    };
  } catch {
    return undefined;
  }
}
