import type { Argument, Call } from "#python";
import type { Arguments } from "./flow.ts";
import type { FlowValue } from "./values.ts";

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A call that no source writes, as if it stood at a place; `names` are those of the variables that it is given. */
export function madeCall({ start, end }: Stretch, names: readonly string[] = []): Call {
  const args = names.map(
    (id): Argument => ({
      kind: "argument",
      value: { kind: "name", id, start, end },
      start,
      end,
    }),
  );
  return { kind: "call", callee: { kind: "name", id: "", start, end }, args, start, end };
}

/** The arguments of such a call. */
export function madeArguments(
  place: Stretch,
  positional: readonly (FlowValue | undefined)[] = [],
  names: readonly string[] = [],
): Arguments {
  return { positional, named: new Map(), open: false, call: madeCall(place, names) };
}
