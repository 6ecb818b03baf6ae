import { splitWords } from "#base";
import { type CodeTemplate, codeTemplateOf } from "#contract";
import { choiceFields, exampleValue, type RowExample, rowExamples } from "./answer-examples.ts";
import type { Sighting } from "./missing.ts";
import type { Resource } from "./resources.ts";

/** What such a code is called at its end. */
const codeWords = new Set(["code", "number", "no", "reference", "ref", "locator"]);

/** What is done or made that a code confirms or follows. */
const occasionWords = new Set(
  (
    "confirmation tracking booking reservation order purchase receipt voucher ticket invoice claim pickup collection " +
    "redemption invitation invite referral registration membership consignment shipment parcel delivery return rma " +
    "request application enrolment enrollment entry admission gift case"
  ).split(" "),
);

/** Codes that stand for something outside, or that are told over another way than the answer. */
const strangeWords = new Set(
  (
    "country currency language locale postal zip post area dial status state error result response exit color colour " +
    "product item sku barcode iata icao iso vat tax phone fax account card security verification otp pin secret " +
    "password token auth authorization version serial house street room page flight seat discount coupon promo " +
    "promotion source license licence passport bank sort routing external"
  ).split(" "),
);

const madeText = /\b(?:unique|generated|assigned|issued|random(?:ly)?)\b/i;

/**
 * How a code is made that answers show and no body gives: one that confirms or follows what was done, by its name or its
 * text. Others come from somewhere else, and nothing is made up for them.
 */
export function readCode(
  resource: Resource,
  { property, schema, given, made }: Sighting,
  all: readonly Sighting[],
): CodeTemplate | undefined {
  const isText = schema.types.includes("string") && schema.enum === undefined && schema.const === undefined;
  if (given || !made || !isText || (schema.format !== undefined && schema.format !== "uuid"))
    return undefined;
  const words = splitWords(property.name);
  if (!codeWords.has(words.at(-1) ?? "") || words.some((word) => strangeWords.has(word))) return undefined;
  if (!words.some((word) => occasionWords.has(word)) && !madeText.test(schema.description)) return undefined;
  const fields = choiceFields(all);
  const examples = rowExamples(resource).flatMap((row) => shownCode(row, property.name, fields));
  return codeTemplateOf(schema, examples, fields);
}

function shownCode(row: RowExample, name: string, fields: ReadonlyMap<string, readonly string[]>) {
  const text = exampleValue(row, name);
  if (typeof text !== "string") return [];
  const beside = [...fields.keys()].flatMap((field) => {
    const value = exampleValue(row, field);
    return typeof value === "string" ? [[field, value] as const] : [];
  });
  return [{ text, beside: new Map(beside) }];
}
