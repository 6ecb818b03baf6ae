import { splitWords } from "#base";
import type { Contract } from "../../contract.ts";
import { resolveSchema } from "../../resolve.ts";
import type { SchemaNode } from "../../schema.ts";
import type { ContractRule } from "../contract-rule.ts";
import { stepsOf, waysOf } from "../majority.ts";

/** The last word of a name that says what sort of value it is, whatever it belongs to. */
const sorts: ReadonlyMap<string, string> = new Map([
  ...["id", "ids", "uuid", "guid"].map((word) => [word, "an id"] as const),
  ...["at", "date", "time", "timestamp", "datetime", "on"].map((word) => [word, "a time"] as const),
  ...["amount", "price", "total", "cost", "fee", "tax", "balance"].map(
    (word) => [word, "an amount"] as const,
  ),
  ...["email", "phone", "url", "uri", "currency", "country", "language", "locale"].map(
    (word) => [word, "a value"] as const,
  ),
]);

/** First words that say of what an id is as little as `id` alone: whatever the thing beside it is. */
const anything = new Set(
  "resource parent entity object target external source item reference ref owner subject record".split(" "),
);

/**
 * An id that is a string here and an integer there, a time that is text here and a number there. Only where the name says
 * that both are of one sort and the name is the same, for a `status` may well be many things; a plain `id` is compared
 * within what it is the id of.
 */
export const fieldTypedDifferently: ContractRule = {
  name: "field-typed-differently",
  severity: "warning",
  summary: "one concept has several types or formats",
  find({ fields }) {
    const sorted = fields.flatMap((place) => {
      const words = splitWords(place.field);
      const sort = sorts.get(words.at(-1) ?? "");
      if (sort === undefined || words.length < 2 || anything.has(words[0] ?? "")) return [];
      const type = typeOf(place.contract, place.node);
      return type === undefined ? [] : [{ ...place, concept: words.join(" "), sort, type }];
    });
    return waysOf(sorted, ({ concept }) => concept).flatMap(({ way: concept, places }) => {
      const ways = waysOf(places, ({ type }) => type);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      if (usual === undefined || first === undefined || !isApart(ways, first.sort)) return [];
      const types = ways.map(({ way, places: its }) => `${way} (${its.length})`).join(" and ");
      return [
        {
          message: `${first.field}, ${first.sort}, is ${types}: what one allows the other may refuse`,
          span: first.span,
          mend: `make it ${usual.way} everywhere`,
          path: stepsOf(ways, ({ owner, field }, way) => `${owner}.${field}: ${way}`),
          about: `type of ${concept}`,
        },
      ];
    });
  },
};

/**
 * Whether types are other types or other formats. One that says a format and one that does not are told of ids and times
 * alone: an address without a format is described with less care, and is the same address.
 */
function isApart(ways: readonly { readonly way: string }[], sort: string): boolean {
  const bare = new Set(ways.map(({ way }) => way.replace(/ \(.*$/, "")));
  const formats = ways.filter(({ way }) => way.includes(" ("));
  return bare.size > 1 || formats.length > 1 || sort === "an id" || sort === "a time";
}

/** `string (uuid)`; of lists that of their items. Formats that only bound the size of a number are no other type. */
function typeOf(contract: Contract, node: SchemaNode): string | undefined {
  const schema = resolveSchema(contract, node);
  if (schema.items !== undefined) return typeOf(contract, schema.items);
  const [type, ...others] = schema.types;
  if (type === undefined || others.length > 0 || type === "object" || type === "array") return undefined;
  const size = /^(?:u?int\d*|float|double|decimal|string|integer|number)$/.test(schema.format ?? "");
  return schema.format === undefined || size ? type : `${type} (${formatOf(schema.format)})`;
}

/** Formats that say the same in other words. */
function formatOf(format: string): string {
  const plain = format.toLowerCase();
  if (/^uuid_?[1-8]$/.test(plain)) return "uuid";
  if (plain === "datetime" || plain === "date_time" || plain === "rfc3339") return "date-time";
  return plain === "url" || plain === "iri" ? "uri" : plain;
}
