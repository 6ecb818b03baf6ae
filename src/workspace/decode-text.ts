import { isUtf8 } from "node:buffer";

/** Why bytes are no text, and how many characters before the first strange one there are. */
export interface NoText {
  readonly reason: "not-text";
  readonly encoding: "UTF-16" | "binary" | "unknown";
  /** What stands before it, so that its line and column can be told. */
  readonly before: string;
}

/** UTF-8 bytes as text, exactly: nothing is replaced, and a byte order mark stays. */
export function decodeText(bytes: Buffer): string | NoText {
  if (isUtf16(bytes)) return { reason: "not-text", encoding: "UTF-16", before: "" };
  const text = bytes.toString("utf8");
  // Neither YAML nor JSON nor any source has it, and every second byte of UTF-16 is one.
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    return { reason: "not-text", encoding: "binary", before: bytes.subarray(0, zero).toString("utf8") };
  if (isUtf8(bytes)) return text;
  return { reason: "not-text", encoding: "unknown", before: text.slice(0, firstReplaced(bytes, text)) };
}

function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
}

/** The first replacement character of the text that does not stand in the bytes. */
function firstReplaced(bytes: Buffer, text: string): number {
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf("\ufffd", from);
    if (at < 0) return from;
    offset += Buffer.byteLength(text.slice(from, at));
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return at;
    offset += 3;
    from = at + 1;
  }
}
