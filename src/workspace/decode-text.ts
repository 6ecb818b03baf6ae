import { isUtf8 } from "node:buffer";

/** Why bytes are no text, and how many characters before the first strange one there are. */
export interface NoText {
  readonly reason: "not-text";
  readonly encoding: "UTF-16" | "binary" | "unknown";
  /** What stands before it, so that its line and column can be told. */
  readonly before: string;
  /** The text, where the bytes themselves name the encoding that they are in, as source of Python may. */
  readonly declared?: string;
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
  const before = text.slice(0, firstReplaced(bytes, text));
  const declared = decodeDeclared(bytes);
  return { reason: "not-text", encoding: "unknown", before, ...(declared === undefined ? {} : { declared }) };
}

/** https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations */
const declaration = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** The encoding other than UTF-8 that a comment on the first or second line declares. */
export function declaredEncoding(text: string): string | undefined {
  const [first = "", second = ""] = text.slice(0, 1_000).split(/\r\n?|\n/, 2);
  const isBlank = /^[ \t\f]*(?:#.*)?$/.test(first);
  const [, name] = declaration.exec(first) ?? (isBlank ? declaration.exec(second) : null) ?? [];
  return name === undefined || /^utf[-_]?8/i.test(name) ? undefined : name.toLowerCase().replaceAll("_", "-");
}

/** Encodings of one byte for each character, as Python names them: none of them fails half way. */
const singleByte =
  /^(?:(?:iso-?)?8859-\d{1,2}|iso8859-\d{1,2}|cp125\d|windows-125\d|koi8-[ru]|cp866|macroman|mac-roman)$/;

function decodeDeclared(bytes: Buffer): string | undefined {
  const name = declaredEncoding(bytes.subarray(0, 1_000).toString("latin1"));
  if (name === undefined) return undefined;
  if (/^(?:latin-?1|l1|iso-?8859-1|iso-8859-1-\w+)$/.test(name)) return bytes.toString("latin1");
  if (!singleByte.test(name)) return undefined;
  const label = name
    .replace(/^cp(125\d)$/, "windows-$1")
    .replace(/^(?:iso-?)?(8859-\d+)$/, "iso-$1")
    .replace(/^mac-?roman$/, "macintosh")
    .replace(/^cp866$/, "ibm866");
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
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
