import { createHash } from "node:crypto";

/** SHA-256 of a text, in hex. */
export function digest(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** The digest that people see: the first twelve hex digits. */
export function shortDigest(text: string): string {
  return digest(text).slice(0, 12);
}
