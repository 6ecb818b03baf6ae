import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { decodeText } from "./decode-text.ts";
import type { TextReading } from "./workspace.ts";

/** Four bytes for each of the 16 million characters that a contract may have. */
const mostBytes = 64_000_000;

/** The text of an ordinary file that somebody else wrote. Never waits, as a pipe would have it, and never reads without end. */
export function readUntrusted(path: string): TextReading {
  let file: number;
  try {
    // A pipe that nobody writes to is opened at once this way; on systems without the flag there are no such pipes.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) return { ok: false, reason: "folder" };
    if (!stat.isFile()) return { ok: false, reason: "special" };
    if (stat.size > mostBytes) return { ok: false, reason: "too-large" };
    const text = decodeText(readFileSync(file));
    return typeof text === "string" ? { ok: true, text } : { ok: false, ...text };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  } finally {
    closeSync(file);
  }
}

function reasonOf(error: unknown): "missing" | "folder" | "special" | "forbidden" | "failed" {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(code)) return "missing";
  if (code === "EACCES" || code === "EPERM") return "forbidden";
  if (code === "EISDIR") return "folder";
  // A socket, or a device that nothing is behind.
  if (code === "ENXIO" || code === "ENODEV") return "special";
  return "failed";
}
