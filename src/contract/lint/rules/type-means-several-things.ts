import { flattenSchema } from "../../flatten.ts";
import type { ContractRule } from "../contract-rule.ts";
import { stepsOf, waysOf } from "../majority.ts";

/** Names that every service has for something of its own. */
const ordinary =
  /^(?:error|errors|problem|message|page|meta|metadata|pagination|links?|status|response|result|data|item|health|config|validationerror|httpvalidationerror)/i;

/** Fields that two types of one name must share to be taken for the same thing. */
const shared = 1 / 3;

/** One name for several concepts: `Account` of two services that have hardly a field in common. */
export const typeMeansSeveralThings: ContractRule = {
  name: "type-means-several-things",
  severity: "note",
  summary: "types of one name have hardly a field in common",
  find({ registry, contracts }) {
    const types = registry.items.flatMap((item) => {
      const [entry] = item.said;
      const contract = entry === undefined ? undefined : contracts.get(entry.file);
      const schema = contract?.schemas.get(item.id);
      if (item.kind !== "type" || !contract || !schema || !entry || ordinary.test(item.name)) return [];
      const names = flattenSchema(contract, schema).properties.map(({ name }) => name.toLowerCase());
      return names.length < 2 ? [] : [{ item, names: new Set(names), span: entry.span }];
    });
    return waysOf(types, ({ item }) => item.name).flatMap(({ way: name, places }) => {
      const [first, ...others] = places;
      const other = first && others.find(({ names }) => overlap(first.names, names) < shared);
      if (first === undefined || other === undefined) return [];
      const ways = waysOf([first, other], ({ item }) => item.service);
      return [
        {
          message: `${name} is one thing in ${first.item.service} and another in ${other.item.service}: a reader of both mixes them up`,
          span: other.span,
          mend: "give one of them a name of its own",
          path: stepsOf(ways, ({ item, names }) => `${item.service}: ${[...names].slice(0, 6).join(", ")}`),
          about: `meaning of ${name}`,
        },
      ];
    });
  },
};

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((name) => other.has(name)).length;
  return both / Math.min(one.size, other.size);
}
