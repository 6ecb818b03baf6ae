/** What the words of a file say that it must be. */
export interface FileLimits {
  /** Media types; none where the words name none. */
  readonly types: readonly string[];
  /** The most bytes that it may have. */
  readonly maximum?: number;
}

/** Formats that files say of themselves, by what people call them. */
const formats: readonly (readonly [RegExp, string])[] = [
  [/\bpng\b/i, "image/png"],
  [/\bjpe?g\b/i, "image/jpeg"],
  [/\bgif\b/i, "image/gif"],
  [/\bwebp\b/i, "image/webp"],
  [/\bpdf\b/i, "application/pdf"],
];

/** Media types of which the first bytes of a file tell whether it is one. */
export function isTellable(type: string): boolean {
  return formats.some(([, known]) => known === type.toLowerCase());
}

/** What an image may be, where no more is said. */
export const tellableImages: readonly string[] = formats.flatMap(([, type]) =>
  type.startsWith("image/") ? [type] : [],
);

/** `Must be a PNG image less than 1MB in size.` */
export function readFileLimits(text: string): FileLimits {
  const maximum = readMaximum(text);
  const denies = /\b(?:not|no|never|except|other than|unless)\b/i.test(text);
  const types = formats.flatMap(([word, type]) => (word.test(text) ? [type] : []));
  return { types: denies ? [] : types, ...(maximum !== undefined && { maximum }) };
}

const sizes: ReadonlyMap<string, number> = new Map([
  ["byte", 1],
  ["kb", 1_000],
  ["kib", 1_024],
  ["mb", 1_000_000],
  ["mib", 1_048_576],
]);

const below = "less than|smaller than|under|below";
const upTo =
  "at most|up to|maximum(?: size)?(?: of| is|:)?|max\\.?|no (?:more|larger|bigger) than|not exceed|limit(?:ed to|:| of)?";
const stated = new RegExp(
  `\\b(?:(${below})|${upTo})\\s*(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(bytes?|[km]i?b)\\b`,
  "i",
);

function readMaximum(text: string): number | undefined {
  const [, exclusive, number = "", unit = ""] = stated.exec(text) ?? [];
  const size = sizes.get(unit.toLowerCase().replace(/^bytes$/, "byte"));
  if (size === undefined) return undefined;
  const bytes = Math.floor(Number(number) * size);
  return exclusive === undefined ? bytes : bytes - 1;
}
