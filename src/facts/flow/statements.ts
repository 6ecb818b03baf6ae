import type { Body, Expression, If, Match, Statement, Try, With } from "#python";
import { define } from "../definitions.ts";
import type { Binding } from "../symbols.ts";
import { whereAbsent } from "./absent.ts";
import { assign } from "./assign.ts";
import { forgetChecked, forgetTested } from "./brought.ts";
import { test as isTrue } from "./conditions.ts";
import { isDoneOnce, isKeptByKey } from "./done-once.ts";
import { type Frame, placeOf } from "./flow.ts";
import { narrow } from "./kinds.ts";
import { definitionValue } from "./lookup.ts";
import { loopNames } from "./loop-names.ts";
import { dropName, followBranches, setName } from "./names.ts";
import { opensTransaction } from "./task-sends.ts";
import { unionOf } from "./union.ts";
import type { FlowValue } from "./values.ts";

/** Follows statements one after another; true where none after them is reached. */
export function run(frame: Frame, body: Body): boolean {
  let at = frame;
  for (const statement of body) {
    if (at.flow.budget.left <= 0) return true;
    if (runStatement(at, statement)) return true;
    // What comes after a branch that leaves is its other branch.
    if (statement.kind === "if" && leaves(statement))
      at = whereAbsent(at, statement.test, false, statement.body);
  }
  return false;
}

function leaves({ body, otherwise }: If): boolean {
  return otherwise.length === 0 && /^(?:return|raise|continue|break)$/.test(body.at(-1)?.kind ?? "");
}

function runStatement(frame: Frame, statement: Statement): boolean {
  const { flow } = frame;
  switch (statement.kind) {
    case "expression":
      flow.evaluate(frame, statement.value);
      forgetChecked(frame, statement.value);
      return false;
    case "assign": {
      const value = flow.evaluate(frame, statement.value);
      for (const target of statement.targets) assign(frame, target, value, statement.value);
      return false;
    }
    case "annotated": {
      const value = statement.value && flow.evaluate(frame, statement.value);
      assign(frame, statement.target, value ?? flow.annotated(frame, statement.annotation));
      return false;
    }
    case "augmented": {
      const { target: left, operator, value: right, start, end } = statement;
      const joined = /^[+|&]$/.test(operator)
        ? flow.evaluate(frame, { kind: "binary", left, operator, right, start, end })
        : unionOf([flow.evaluate(frame, left), flow.evaluate(frame, right)]);
      assign(frame, left, joined);
      return false;
    }
    case "return":
      frame.result.returns.push(statement.value && flow.evaluate(frame, statement.value));
      return true;
    case "raise":
      if (statement.error !== undefined) flow.evaluate(frame, statement.error);
      return true;
    case "break":
    case "continue":
      return true;
    case "assert":
      flow.evaluate(frame, statement.test);
      forgetTested(frame, statement.test);
      return false;
    default:
      return runCompound(frame, statement);
  }
}

function runCompound(frame: Frame, statement: Statement): boolean {
  const { flow } = frame;
  switch (statement.kind) {
    case "if":
      return runIf(frame, statement);
    case "for": {
      const item = flow.iterate(
        { ...frame, async: statement.async },
        flow.evaluate(frame, statement.iterable),
        placeOf(frame, statement.iterable),
      );
      assign(frame, statement.target, item);
      runLoop(frame, statement, statement.target);
      return false;
    }
    case "while":
      flow.evaluate(frame, statement.test);
      runLoop(frame, statement);
      return false;
    case "with":
      return runWith(frame, statement);
    case "try":
      return runTry(frame, statement);
    case "match":
      return runMatch(frame, statement);
    default:
      bindDefinition(frame, statement);
      return false;
  }
}

function runWith(frame: Frame, { items, body }: With): boolean {
  const { flow } = frame;
  let inner = frame;
  for (const { context, target } of items) {
    const value = entered(flow.evaluate(inner, context));
    if (target !== undefined) assign(frame, target, value);
    const call = context.kind === "call" ? context : undefined;
    if (opensTransaction(frame, call && flow.evaluate(inner, call.callee), call))
      inner = { ...inner, transaction: placeOf(frame, context) };
  }
  return run(inner, body);
}

/** What `with` hands on: what a generator gives once, or the object itself. */
function entered(value: FlowValue | undefined): FlowValue | undefined {
  return value?.kind === "collection" ? value.of : value;
}

function bindDefinition(frame: Frame, statement: Statement): void {
  const { module, owner, names: outer } = frame;
  if (statement.kind === "function") {
    setName(outer, statement.name.id, {
      kind: "function",
      module,
      node: statement,
      ...(owner ? { owner } : {}),
      outer,
    });
  } else if (statement.kind === "class") setName(outer, statement.name.id, undefined);
  else if (statement.kind === "import-from") {
    for (const { path, alias, start, end } of statement.names) {
      const { level, module: from } = statement;
      bindImport(frame, alias ?? path, { kind: "imported", level, module: from, name: path, start, end });
    }
  } else if (statement.kind === "import") {
    for (const { path, alias, start, end } of statement.names) {
      const [top = path] = path.split(".");
      bindImport(frame, alias ?? top, { kind: "module", path: alias === undefined ? top : path, start, end });
    }
  }
}

/** An import within a function. */
function bindImport(frame: Frame, name: string, binding: Binding): void {
  const here = { ...frame.module, scope: { names: new Map([[name, binding]]), stars: [] } };
  const definition = define(frame.flow.project, here, name);
  setName(frame.names, name, definition && definitionValue(frame, definition));
}

function runIf(frame: Frame, { test, body, otherwise }: If): boolean {
  if (isForTypes(test)) return run(frame, otherwise);
  const known = isTrue(frame, test);
  const { waits } = frame.result;
  const take = (holds: boolean): Frame => {
    for (const [name, value] of narrow(frame, test, holds)) setName(frame.names, name, value);
    return whereAbsent(frame, test, holds, holds ? otherwise : body);
  };
  const whenTrue = (): boolean => {
    const before = waits.length;
    const branch = take(true);
    const ends = run(
      isKeptByKey(branch, test, body) ? { ...branch, loops: [] } : inOneRound(branch, test),
      body,
    );
    // What is made ready by the first who needs it keeps nobody waiting afterwards.
    if (isDoneOnce(frame, test, body)) waits.length = before;
    return ends;
  };
  const whenFalse = (): boolean => run(take(false), otherwise);
  if (known !== undefined) return known ? whenTrue() : whenFalse();
  return followBranches(frame.names, [whenTrue, whenFalse]);
}

/** Within a branch for one of the things that a loop goes over, `if name == "first":`, nothing is done for each of them. */
function inOneRound(frame: Frame, test: Expression): Frame {
  const loop = frame.loops.at(-1);
  if (loop?.item === undefined || test.kind !== "comparison") return frame;
  const { left, operators, comparators } = test;
  const [other] = comparators;
  const isOne =
    operators.length === 1 &&
    operators[0] === "==" &&
    left.kind === "name" &&
    left.id === loop.item &&
    (other?.kind === "string" || other?.kind === "number");
  return isOne ? { ...frame, loops: frame.loops.slice(0, -1) } : frame;
}

function isForTypes(test: Expression): boolean {
  return (
    (test.kind === "name" && test.id === "TYPE_CHECKING") ||
    (test.kind === "attribute" && test.name === "TYPE_CHECKING")
  );
}

function runLoop(
  frame: Frame,
  loop: Statement & { readonly body: Body; readonly otherwise: Body },
  target?: Expression,
): void {
  const { start, end } = loop.kind === "for" ? loop.iterable : loop;
  const names = loopNames(loop.body, target);
  const inner: Frame = {
    ...frame,
    loops: [
      ...frame.loops,
      {
        place: placeOf(frame, { start, end }),
        names,
        ...(target?.kind === "name" && { item: target.id }),
      },
    ],
  };
  // What a round changes is known to no round.
  for (const name of names) {
    if (frame.names.own.get(name)?.kind === "truth") dropName(frame.names, name);
    frame.given?.delete(name);
  }
  const round = (): boolean => {
    run(inner, loop.body);
    return false;
  };
  followBranches(frame.names, [round, () => false]);
  run(frame, loop.otherwise);
}

function runTry(frame: Frame, statement: Try): boolean {
  const ends = followBranches(frame.names, [
    () => run(frame, statement.body) || run(frame, statement.otherwise),
    ...statement.handlers.map(({ name, body }) => () => {
      if (name !== undefined) setName(frame.names, name, undefined);
      return run(frame, body);
    }),
  ]);
  return run(frame, statement.finally) || ends;
}

function runMatch(frame: Frame, { subject, cases }: Match): boolean {
  frame.flow.evaluate(frame, subject);
  return followBranches(frame.names, [
    ...cases.map(({ guard, body }) => () => {
      if (guard !== undefined) frame.flow.evaluate(frame, guard);
      return run(frame, body);
    }),
    () => false,
  ]);
}
