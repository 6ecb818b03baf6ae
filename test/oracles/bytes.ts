import type { JsonObject } from "./json.ts";

const PNG_SIGNATURE = "89504e470d0a1a0a";
/** A PNG begins with its signature, then a chunk of 13 bytes called IHDR: width, height and so on. */
const PNG_HEADER = new RegExp(`^${PNG_SIGNATURE}0000000d49484452([0-9a-f]{8})([0-9a-f]{8})`);

/** Bytes as a value that an expectation can be held against; `png` is there only where they begin like one. */
export function describeBytes(bytes: Uint8Array): JsonObject {
  const hex = Buffer.from(bytes).toString("hex");
  const [, width, height] = PNG_HEADER.exec(hex) ?? [];
  const size = bytes.length;
  if (width === undefined || height === undefined) return { size, hex };
  return { size, hex, png: { width: Number.parseInt(width, 16), height: Number.parseInt(height, 16) } };
}
