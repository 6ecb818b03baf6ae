type Make = (variant: number) => string;

const day = (variant: number) => new Date(Date.UTC(2024, 0, 15 + (variant % 100_000), 9, 30)).toISOString();
const hex = (number: number, length: number) => number.toString(16).padStart(length, "0").slice(-length);

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["date-time", (variant) => day(variant).replace(".000", "")],
  ["date", (variant) => day(variant).slice(0, 10)],
  ["time", (variant) => `09:${String(variant % 60).padStart(2, "0")}:00Z`],
  ["duration", (variant) => `P${variant + 1}D`],
  ["uuid", (variant) => `3f2504e0-4f89-41d3-9a0c-${hex(0x0305e82c3301 + variant, 12)}`],
  ["email", (variant) => `person${variant + 1}@example.com`],
  ["uri", (variant) => `https://example.com/${variant + 1}`],
  ["hostname", (variant) => `host${variant + 1}.example.com`],
  ["ipv4", (variant) => `192.0.2.${(variant % 254) + 1}`],
  ["ipv6", (variant) => `2001:db8::${hex((variant % 65_535) + 1, 1)}`],
  ["byte", (variant) => btoa(`text${variant + 1}`)],
  ["password", (variant) => `correct-horse-${variant + 1}`],
]);

const otherNames: ReadonlyMap<string, string> = new Map([
  ["datetime", "date-time"],
  ["idn-email", "email"],
  ["url", "uri"],
  ["iri", "uri"],
  ["uri-reference", "uri"],
  ["iri-reference", "uri"],
  ["idn-hostname", "hostname"],
  ["base64", "byte"],
]);

/** A text of a format that is known; those that may be longer are made as long as wanted. */
export function makeFormatted(
  format: string | undefined,
  variant: number,
  minLength: number,
): string | undefined {
  if (format === undefined) return undefined;
  const name = otherNames.get(format) ?? format;
  const text = makers.get(name)?.(variant);
  if (text === undefined || text.length >= minLength || minLength > 250) return text;
  const missing = minLength - text.length;
  if (name === "email") return missing > 60 ? text : text.replace("@", `@${"a".repeat(missing)}.`);
  return name === "uri" || name === "password" ? `${text}${"a".repeat(missing)}` : text;
}

const shapes: ReadonlyMap<string, RegExp> = new Map([
  ["date-time", /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:[Zz]|[+-]\d\d:\d\d)$/],
  ["date", /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/],
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ["email", /^[^\s@]{1,64}@[^\s@]{1,255}$/],
  ["uri", /^[a-z][a-z0-9+.-]{0,30}:\S*$/i],
  ["uri-reference", /^\S*$/],
  ["iri-reference", /^\S*$/],
  ["ipv4", /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/],
]);

/** Whether a text looks like its format; formats that are not known are no reason to doubt. */
export function hasFormat(format: string, text: string): boolean {
  const shape = shapes.get(format) ?? shapes.get(otherNames.get(format) ?? format);
  return shape?.test(text) ?? true;
}
