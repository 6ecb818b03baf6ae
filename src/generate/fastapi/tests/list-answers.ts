import { type ListAnswerShape, pathToRows, placeParts } from "#domain";
import { type Py, py, str } from "#python";
import type { OperationOf } from "./kit.ts";

/** Whether a test gets the whole answer of a list, because more stands in it than rows. */
export function isWhole({ parts }: ListAnswerShape): boolean {
  return placeParts(parts).length > 1;
}

/** What stands at the end of names, one after the other. */
export function at(holder: Py, path: readonly string[]): Py {
  return py`${holder}${path.map((name) => py`[${str(name)}]`).reduce((all, part) => py`${all}${part}`, py``)}`;
}

/** The rows in what a test got from a list. */
export function rowsFrom({ meaning: { behaviour } }: OperationOf<"list">, page: Py): Py {
  return isWhole(behaviour.answer) ? at(page, pathToRows(behaviour.answer.parts)) : page;
}

/** The names that lead to the number of all rows, where the answer tells it. */
export function pathToTotal({ parts }: ListAnswerShape): readonly string[] | undefined {
  return placeParts(parts).find(({ tells }) => tells.kind === "total")?.path;
}
