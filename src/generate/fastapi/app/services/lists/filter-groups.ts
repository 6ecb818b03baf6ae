import type { Entity, Filter, ListBehaviour } from "#domain";
import type { OperationBlueprint } from "../../../blueprint.ts";
import { guardOf } from "./filter-guards.ts";
import { isOnElements } from "./ranges.ts";

/** Filters of a list that has too many for one function, by the function that they are in. */
export interface FilterGroup {
  readonly functionName: string;
  readonly filters: readonly Filter[];
}

/** The linter takes a function with more than ten ways through it for too complex. */
const most = 8;

/** Bounds apart from choices, so many in each function as can be read; none where one function holds them all. */
export function filterGroups(
  { functionName }: OperationBlueprint,
  { filters }: ListBehaviour,
  entity: Entity,
): readonly FilterGroup[] {
  const guarded = filters.filter((filter) => guardOf(filter) !== undefined && !isOnElements(entity, filter));
  const elements = filters.filter((filter) => isOnElements(entity, filter));
  if (guarded.length + elements.length <= most) return [];
  const groups: FilterGroup[] = [];
  const add = (title: string, group: readonly Filter[]): void => {
    for (let start = 0; start < group.length; start += most) {
      const count = start === 0 ? "" : `_${start / most + 1}`;
      groups.push({
        functionName: `_${title}_of_${functionName}${count}`,
        filters: group.slice(start, start + most),
      });
    }
  };
  add(
    "bounds",
    guarded.filter(({ by }) => by.kind === "range"),
  );
  add(
    "choices",
    guarded.filter(({ by }) => by.kind !== "range"),
  );
  return groups;
}
