import type { Contract } from "../contract.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { ContractChange } from "./contract-change.ts";
import { whenRead } from "./effects.ts";
import { namePlace } from "./schema-difference.ts";

/**
 * What differs between shared types of documents that hold nothing else. Elsewhere a type is a promise only where an
 * operation or an event carries it, and is compared there. The consumer is who reads its values, the provider who gives them.
 */
export function compareTypes(before: Contract, after: Contract): readonly ContractChange[] {
  if (![before, after].every(isTypesAlone)) return [];
  return [
    ...[...before.schemas].flatMap(([name, schema]): readonly ContractChange[] => {
      const other = after.schemas.get(name);
      if (other === undefined)
        return [
          {
            item: name,
            kind: "type-removed",
            message: "the type is gone",
            ...whenRead["taken-away"],
            before: schema.span,
          },
        ];
      return compareSchemas({ contract: before, node: schema }, { contract: after, node: other }).map(
        ({ path, kind, says, effect, ...spans }) => ({
          ...{ item: name, kind, message: `${namePlace(path, "the value")} ${says}` },
          ...whenRead[effect],
          ...spans,
        }),
      );
    }),
    ...[...after.schemas]
      .filter(([name]) => !before.schemas.has(name))
      .map(([name, schema]): ContractChange => {
        const message = "the type is new";
        return { item: name, kind: "type-added", message, ...whenRead.added, after: schema.span };
      }),
  ];
}

function isTypesAlone({ operations, events }: Contract): boolean {
  return operations.length === 0 && events.length === 0;
}
