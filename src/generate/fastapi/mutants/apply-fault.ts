import type { Mutant, ProjectFile } from "../../stack.ts";
import { type OperationBlueprint, testFileOf } from "../blueprint.ts";

/** The function of a file that a fault is put into. */
export interface Place {
  readonly path: string;
  readonly within: string;
}

/** One change of text: the first match in the function becomes something else. */
export interface Fault extends Place {
  readonly name: string;
  readonly find: RegExp;
  readonly put: string;
  /** Other operations that show what the fault gets wrong. */
  readonly shownBy?: readonly OperationBlueprint[];
  /** Tests of no single operation that show it. */
  readonly alsoShownIn?: readonly string[];
}

/** The mutant of a fault; none where the function has no such place. */
export function applyFault(
  code: readonly ProjectFile[],
  operation: OperationBlueprint,
  fault: Fault,
): readonly Mutant[] {
  const file = code.find(({ path }) => path === fault.path);
  if (!file) return [];
  const [start, end] = functionRange(file.text, fault.within);
  const before = file.text.slice(start, end);
  const changed = before.replace(fault.find, fault.put);
  if (changed === before) return [];
  return [
    {
      id: `${operation.meaning.id}: ${fault.name}`,
      operation: operation.meaning.id,
      fault: fault.name,
      path: fault.path,
      text: file.text.slice(0, start) + changed + file.text.slice(end),
      tests: [...[...(fault.shownBy ?? []), operation].map(testFileOf), ...(fault.alsoShownIn ?? [])],
    },
  ];
}

/** From the first line of a top-level function or class to the next line that begins in column one. */
function functionRange(text: string, functionName: string): readonly [number, number] {
  const start = text.search(new RegExp(`^(?:class|(?:async )?def) ${functionName}[(:]`, "m"));
  if (start < 0) return [0, 0];
  const body = text.slice(start).search(/\n\n\n\S/);
  return [start, body < 0 ? text.length : start + body];
}
