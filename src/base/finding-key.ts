import { digest } from "./digest.ts";
import type { Finding } from "./finding.ts";

/**
 * A finding by what stands there, and not by where: its rule, its file, the text of its line and what is said of it, but for figures.
 * It stays the same when lines above come and go.
 */
export function findingKey({ rule, span, message }: Finding, file: string, text: string): string {
  const start = span === undefined ? 0 : text.lastIndexOf("\n", span.offset - 1) + 1;
  const end = text.indexOf("\n", start);
  const line = span === undefined ? "" : text.slice(start, end === -1 ? text.length : end);
  const said = [rule, file, line.replace(/\s+/g, " ").trim(), message.replace(/\d+/g, "#")];
  return digest(JSON.stringify(said)).slice(0, 16);
}
