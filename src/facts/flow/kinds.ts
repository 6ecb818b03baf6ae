import type { Expression } from "#python";
import { idOf, type ProjectClass } from "../classes.ts";
import { classOf } from "./bound.ts";
import type { Frame } from "./flow.ts";
import { lookUp } from "./lookup.ts";
import { setName } from "./names.ts";
import { unionOf } from "./union.ts";
import type { FlowValue } from "./values.ts";

/** `isinstance(value, of)`; undefined where the value may be one or not. */
export function isInstance(
  frame: Frame,
  value: FlowValue | undefined,
  of: FlowValue | undefined,
): boolean | undefined {
  if (value === undefined || of === undefined) return undefined;
  if (value.kind === "union") return settle(value.of.map((each) => isInstance(frame, each, of)));
  const own = value.kind === "row" || value.kind === "object" ? classOf(frame, value) : undefined;
  return own?.kind === "class" ? descends(own.class, of) : undefined;
}

/** What all of several answers say. */
function settle(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = answers;
  return answers.every((each) => each === first) ? first : undefined;
}

/** Types of which no class of a project is one unless it says so. */
const plainTypes = /^builtins\.(?:str|bytes|int|float|bool|complex|list|tuple|dict|set|frozenset)$/;

function descends(read: ProjectClass, of: FlowValue): boolean | undefined {
  switch (of.kind) {
    case "list":
    case "union": {
      const parts = of.kind === "list" ? of.items : of.of;
      const answers = parts.map((part) => (part === undefined ? undefined : descends(read, part)));
      if (answers.includes(true)) return true;
      return answers.includes(undefined) ? undefined : false;
    }
    case "class":
      if (read.lineage.some((each) => typeof each !== "string" && idOf(each) === idOf(of.class))) return true;
      // What is declared as one class may be of one that descends from it.
      return read.isPartial || of.class.isPartial || of.class.lineage.includes(read) ? undefined : false;
    case "external":
      if (read.lineage.includes(of.path)) return true;
      return plainTypes.test(of.path) && !read.isPartial ? false : undefined;
    default:
      return undefined;
  }
}

/** What is changed of names while one branch of a test is followed. */
export type Narrowed = ReadonlyMap<string, FlowValue | undefined>;

/** Of names that stand for one of several values, those that are left where a test holds or does not: `isinstance(container, Order)`. */
export function narrow(frame: Frame, test: Expression, holds: boolean): Narrowed {
  const narrowed = new Map<string, FlowValue | undefined>();
  gather(frame, test, holds, narrowed);
  return narrowed;
}

function gather(
  frame: Frame,
  test: Expression,
  holds: boolean,
  narrowed: Map<string, FlowValue | undefined>,
): void {
  if (test.kind === "unary" && test.operator === "not") gather(frame, test.operand, !holds, narrowed);
  else if (test.kind === "boolean" && (test.operator === "and") === holds)
    for (const value of test.values) gather(frame, value, holds, narrowed);
  if (test.kind !== "call" || test.callee.kind !== "name" || test.callee.id !== "isinstance") return;
  const [subject, of] = test.args.map(({ value }) => value);
  if (subject?.kind !== "name" || of === undefined) return;
  const value = narrowed.get(subject.id) ?? frame.names.own.get(subject.id);
  if (value?.kind !== "union") return;
  const kind = typesOf(frame, of);
  const left = value.of.filter((each) => isInstance(frame, each, kind) !== !holds);
  if (left.length > 0 && left.length < value.of.length) narrowed.set(subject.id, unionOf(left));
}

function typesOf(frame: Frame, of: Expression): FlowValue | undefined {
  return of.kind === "name" ? lookUp(frame, of.id) : frame.flow.evaluate(frame, of);
}

/** Follows something with names as a branch has them, and leaves those that it did not change as they were. */
export function withNarrowed<Given>({ names }: Frame, narrowed: Narrowed, follow: () => Given): Given {
  if (narrowed.size === 0) return follow();
  const before = new Map([...narrowed.keys()].map((name) => [name, names.own.get(name)]));
  for (const [name, value] of narrowed) setName(names, name, value);
  const given = follow();
  for (const [name, value] of before)
    if (names.own.get(name) === narrowed.get(name)) setName(names, name, value);
  return given;
}
