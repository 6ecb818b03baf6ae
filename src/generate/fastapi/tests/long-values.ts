import { type JsonLike, literal, type Py, py, str } from "#python";

/** A value as a test spells it: one sign again and again, longer than a line has room for, is a product. */
export function spellValue(value: JsonLike): Py {
  return literal(value, spellText);
}

function spellText(text: string): Py {
  const [sign = ""] = text;
  const count = text.length / sign.length;
  return text.length > 60 && sign.repeat(count) === text ? py`${str(sign)} * ${count}` : str(text);
}
