/** The tokens of a JSON pointer in a URI fragment: `/paths/~1a/get`. Nothing where it is none. */
export function decodePointer(fragment: string): readonly string[] | undefined {
  if (fragment === "") return [];
  if (!fragment.startsWith("/")) return undefined;
  return decodePercent(fragment)
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function encodePointer(tokens: readonly string[]): string {
  return tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** A pointer as the fragment of a URI: `#/paths/~1a~1%7Bb%7D`. */
export function encodeFragment(tokens: readonly string[]): string {
  const percent = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  return `#${encodePointer(tokens).replace(/[\u0000-\u0020%"<>\\^`{|}#]/g, percent)}`;
}

/** Not decodeURIComponent, which throws on `%` alone; people do forget to escape it. */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16))),
  );
}
