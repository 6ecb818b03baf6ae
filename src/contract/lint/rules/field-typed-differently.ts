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
      if (sort === undefined || words.length < 2) return [];
      const type = typeOf(place.contract, place.node);
      return type === undefined ? [] : [{ ...place, concept: words.join(" "), sort, type }];
    });
    return waysOf(sorted, ({ concept }) => concept).flatMap(({ way: concept, places }) => {
      const ways = waysOf(places, ({ type }) => type);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      if (usual === undefined || first === undefined) return [];
      const types = ways.map(({ way, places: its }) => `${way} (${its.length})`).join(" and ");
      return [
        {
          message: `${first.field}, ${first.sort}, is ${types}: values of one do not fit the other`,
          span: first.span,
          mend: `make it ${usual.way} everywhere`,
          path: stepsOf(ways, ({ owner, field }, way) => `${owner}.${field}: ${way}`),
          about: `type of ${concept}`,
        },
      ];
    });
  },
};

/** `string (uuid)`; of lists that of their items. Formats that only bound the size of a number are no other type. */
function typeOf(contract: Contract, node: SchemaNode): string | undefined {
  const schema = resolveSchema(contract, node);
  if (schema.items !== undefined) return typeOf(contract, schema.items);
  const [type, ...others] = schema.types;
  if (type === undefined || others.length > 0 || type === "object") return undefined;
  const size = /^(?:u?int\d*|float|double|decimal)$/.test(schema.format ?? "");
  return schema.format === undefined || size ? type : `${type} (${schema.format})`;
}
