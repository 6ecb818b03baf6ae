import type { Filter } from "#domain";
import { name, type Py, py, str } from "#python";
import { attributeName } from "../../../tables.ts";
import { momentVariable } from "./moments.ts";

/** What a filter is compared with: the parameter, or what stands for it where it is left out. */
export function givenValue(filter: Filter): Py {
  return filter.fallback?.kind === "moment" ? momentVariable(filter) : parameterOf(filter);
}

export function parameterOf({ parameter }: Filter): Py {
  return py`filters.${name(attributeName(parameter))}`;
}

/** When a filter narrows the list; undefined where it always does. */
export function guardOf(filter: Filter): Py | undefined {
  const { required, several, fallback, everything } = filter;
  const value = parameterOf(filter);
  const isGiven = required || fallback !== undefined;
  if (everything !== undefined)
    return isGiven ? py`${value} != ${str(everything)}` : py`${value} not in (None, ${str(everything)})`;
  if (isGiven) return undefined;
  return several ? value : py`${value} is not None`;
}

export function guarded(filter: Filter, statements: Py): Py {
  const guard = guardOf(filter);
  if (!guard) return statements;
  return py`
    if ${guard}:
        ${statements}`;
}
