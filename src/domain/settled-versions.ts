import type { Entity, OperationMeaning } from "./domain.ts";

/** What operations say of versions, once it is known which of them are derived. */
export interface Versions {
  of(meaning: OperationMeaning): { readonly meaning: OperationMeaning; readonly why?: string };
}

/** Callers must come by the versions that they are to speak of; and nothing may change a row behind its version. */
export function settleVersions(
  operations: readonly OperationMeaning[],
  entities: readonly Entity[],
): Versions {
  const guarded = new Set(operations.flatMap((each) => (each.version?.guards ? entityOf(each) : [])));
  const read = new Set(operations.flatMap((each) => (each.behaviour.kind === "read" ? entityOf(each) : [])));
  return {
    of(meaning) {
      const { behaviour, version } = meaning;
      const entity = entities.find(({ name }) => entityOf(meaning).includes(name));
      if (!entity) return { meaning };
      const emptied = version?.asks && entity.fields.find(({ refersTo }) => refersTo?.onDelete === "empty");
      if (emptied)
        return {
          meaning,
          why: `${emptied.name} is emptied where the other row goes, and no version counts that`,
        };
      if (version?.guards?.required && !read.has(entity.name))
        return { meaning, why: `nothing tells callers the version of a ${entity.name}, which they must say` };
      // Who must say which version is meant has to be told, whether the contract has the header or not.
      if (behaviour.kind === "read" && guarded.has(entity.name) && !version?.tells)
        return {
          meaning: { ...meaning, version: { ...version, tells: { description: "", required: false } } },
        };
      return { meaning };
    },
  };
}

/** Rows whose version some operation tells or compares have one. */
export function withVersions(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): readonly Entity[] {
  const counted = new Set(operations.flatMap((each) => (each.version ? entityOf(each) : [])));
  return entities.map((entity) => (counted.has(entity.name) ? { ...entity, versioned: true } : entity));
}

function entityOf({ behaviour }: OperationMeaning): readonly string[] {
  return "entity" in behaviour ? [behaviour.entity] : [];
}
