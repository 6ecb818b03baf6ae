import type { Frame } from "../../flow/flow.ts";
import { loadedAt } from "../../flow/load-tree.ts";
import { isRunInThread } from "../../flow/run-in-thread.ts";
import type { Place, Query, Row } from "../../flow/values.ts";

/** Methods of querysets, managers and rows that write, beside those that take rows; each has an asynchronous one named `a…`. */
const writing =
  /^(?:create|get_or_create|update_or_create|bulk_create|bulk_update|update|delete|save|refresh_from_db|explain)$/;

/** What changes the rows of a relation, on its manager. */
const relating = /^(?:add|remove|set|clear)$/;

/** Notes that the database is asked: where a loop is running, each of these raises SynchronousOnlyOperation. */
export function noteAsked(frame: Frame, what: string, place: Place): void {
  if (frame.async === true) return;
  frame.result.waits.push({ path: what, place, calls: [], refused: true });
}

/** Notes a method that writes. */
export function noteWritten(frame: Frame, name: string, place: Place, isRelation: boolean): void {
  if (writing.test(name) || (isRelation && relating.test(name))) noteAsked(frame, `${name}()`, place);
}

/** What rows have loaded by having been read in a thread, by the query that they come from. */
const readInThreads = new WeakMap<Query, Set<string>>();

/** Notes that a row asks for what a relation leads to, where it is known not to be there yet. */
export function noteRead(frame: Frame, row: Row, name: string, place: Place): void {
  const { query, steps } = row;
  const key = [...steps, name].join("__");
  const read = readInThreads.get(query) ?? new Set<string>();
  if (read.has(key) || !isMissing(query, [...steps, name])) return;
  if (isRunInThread(frame.node)) readInThreads.set(query, read.add(key));
  noteAsked(frame, name, place);
}

/** Whether a relation of the rows of a query is surely not loaded with them. */
export function isMissing({ certain, plain, loads }: Query, steps: readonly string[]): boolean {
  return certain && !plain && loadedAt(loads, steps) === undefined;
}
