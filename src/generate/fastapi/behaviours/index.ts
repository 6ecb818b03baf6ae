// In: the kind of a behaviour. Out: what it is written by, one file per kind beside this one.
// A new kind is one file here and the emitters that it names; `npm run update` lists it.
// Never here: printing, which is of `app`, `tests` and `mutants`.
import { assert } from "#base";
import type { Kind } from "../tests/kit.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";
import { all } from "./all.ts";

const byKind: ReadonlyMap<Kind, WrittenBehaviour> = new Map(
  // Each is only asked about operations of its own kind.
  all.map((written) => [written.kind, written as WrittenBehaviour] as const),
);

export function writtenBehaviour(kind: Kind): WrittenBehaviour {
  const written = byKind.get(kind);
  assert(written, `nothing writes ${kind}`);
  return written;
}
