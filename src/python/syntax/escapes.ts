const simple: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
};

const textEscape =
  /\\(?:([\\'"abfnrtv\n])|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|N\{([^}]*)\})|\r\n?/g;
const bytesEscape = /\\(?:([\\'"abfnrtv\n])|([0-7]{1,3})|x([\da-fA-F]{2}))|\r\n?/g;

/**
 * What the body of a string stands for. Escapes that mean nothing stay as they are, as in Python. `\N{…}` becomes one
 * replacement character: names of characters need a table that nothing here asks for.
 */
export function unescapeText(body: string): string {
  if (!body.includes("\\") && !body.includes("\r")) return body;
  return unifyLineBreaks(body).replace(textEscape, (whole, plain, octal, byte, short, long, named) => {
    if (plain !== undefined) return simple[String(plain)] ?? "";
    if (named !== undefined) return "\ufffd";
    const digits = byte ?? short ?? long;
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(String(octal), 8));
    const code = digits === undefined ? Number.NaN : Number.parseInt(String(digits), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : String(whole);
  });
}

/** What the body of a bytes literal stands for, one character for each byte. */
export function unescapeBytes(body: string): string {
  if (!body.includes("\\") && !body.includes("\r")) return body;
  return unifyLineBreaks(body).replace(bytesEscape, (whole, plain, octal, byte) => {
    if (plain !== undefined) return simple[String(plain)] ?? "";
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(String(octal), 8) & 0xff);
    return byte === undefined ? String(whole) : String.fromCharCode(Number.parseInt(String(byte), 16));
  });
}

/** Line breaks within a string are `\n`, whatever the file has. */
export function unifyLineBreaks(body: string): string {
  return body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body;
}
