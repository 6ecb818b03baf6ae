import type { Entity, ValueObject } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { findLineLists } from "./line-lists.ts";
import { readLines, renameLines } from "./lines.ts";
import { withSums } from "./sums.ts";

type Ground = Pick<Draft, "contract" | "shapes" | "resources" | "settings">;

/** What lists of objects name and come to, and the operations that answer them as rows: what is only listed out of other rows is none. */
export function readAllLines(
  { contract, shapes, resources, settings }: Ground,
  described: readonly Entity[],
  values: readonly ValueObject[],
): Pick<Draft, "resources" | "entities" | "values" | "lineLists"> {
  const reading = withSums(readLines(contract, described, values, resources, settings), resources);
  const lists = findLineLists(contract, shapes, { ...reading, resources });
  const isDropped = (index: number): boolean =>
    lists.some(({ shape }) => resources[index]?.shapes.includes(shape));
  const dropped = resources.filter((_, index) => isDropped(index));
  const kept = renameLines(
    reading,
    lists.flatMap(({ value }) => {
      const freed = dropped.find(({ name }) => value.name.replace(/\d+$/, "") === name);
      return freed ? [{ value: value.name, name: freed.name }] : [];
    }),
  );
  return {
    resources: resources.filter((_, index) => !isDropped(index)),
    entities: kept.entities.filter((_, index) => !isDropped(index)),
    values: kept.values,
    lineLists: findLineLists(contract, shapes, { ...kept, resources }),
  };
}
