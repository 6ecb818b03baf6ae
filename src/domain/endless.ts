import type { Contract, Schema } from "#contract";
import type { Classified } from "./missing.ts";
import { isObject, propertySchema } from "./schemas.ts";

/** Whether an object holds itself again, at any depth and through no list: shown whole it would have no end. */
export function isEndless(contract: Contract, schema: Schema): boolean {
  const seen = new Set<Schema>();
  const open = inner(contract, schema);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === schema || (next.name !== undefined && next.name === schema.name)) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...inner(contract, next));
  }
  return false;
}

function inner(contract: Contract, { properties }: Schema): Schema[] {
  return properties.map((property) => propertySchema(contract, property.schema)).filter(isObject);
}

/** A row that shows a row that shows it again. */
export function endless(name: string, entity: string): Classified {
  return {
    meaning: { kind: "json", shape: { kind: "any" } },
    because: "it holds itself",
    unread: `nothing says where ${name} ends, which shows a ${entity} that shows it again`,
  };
}
