import { commaList, type JsonLike, literal, type Py, py, str } from "#python";

/** A value as a test spells it: one sign again and again, longer than a line has room for, is a product. */
export function spellValue(value: JsonLike): Py {
  if (typeof value === "string") return repeated(value) ?? str(value);
  if (typeof value !== "object" || value === null) return literal(value);
  if (isArray(value)) return py`[${commaList(value.map(spellValue))}]`;
  return py`{${commaList(Object.entries(value).map(([key, each]) => py`${str(key)}: ${spellValue(each)}`))}}`;
}

function repeated(text: string): Py | undefined {
  const [sign = ""] = text;
  const count = text.length / sign.length;
  return text.length > 60 && sign.repeat(count) === text ? py`${str(sign)} * ${count}` : undefined;
}

function isArray(value: JsonLike & object): value is readonly JsonLike[] {
  return Array.isArray(value);
}
