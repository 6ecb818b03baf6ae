import { type ClassDefinition, type FunctionDefinition, statementsOf } from "#python";
import type { ClassReader, ProjectClass } from "../classes.ts";

import type { Facts } from "../front-end.ts";
import type { Project, SourceModule } from "../project.ts";
import { isMigration, isTest } from "../source-kind.ts";
import type { TaskFact } from "../task.ts";
import { annotated } from "./annotations.ts";
import { answerersOf } from "./answerers.ts";
import { attribute, instanceOf, nameOf } from "./attributes.ts";
import { call } from "./calls.ts";
import { enter } from "./enter.ts";
import type { Doubt, FlowEvent } from "./events.ts";
import { evaluate } from "./expressions.ts";
import type { Flow, Frame, Semantics, SendingCall } from "./flow.ts";
import { iterate } from "./iterate.ts";
import { moduleFrame } from "./lookup.ts";
import { madeCall } from "./made-call.ts";
import { openModels } from "./model-index.ts";
import { openAttributes } from "./object-attributes.ts";
import { tellPassed } from "./passes.ts";
import { tellWaited } from "./task-sends.ts";
import type { FlowValue, FunctionValue } from "./values.ts";

/** How many expressions are followed from one function, with all that it calls. */
const budget = 20_000;

/** Opens the interpreter over a project. */
export function openFlow(
  project: Project,
  classes: ClassReader,
  facts: Pick<Facts, "models" | "schemas" | "tasks">,
  semantics: readonly Semantics[],
  emit: (event: FlowEvent) => void,
  doubt?: Doubt,
): Flow {
  return {
    project,
    classes,
    models: openModels(project, classes, facts.models),
    schemas: new Map(facts.schemas.map((schema) => [schema.id, schema])),
    semantics: new Map(semantics.map((each) => [each.framework, each])),
    answerers: answerersOf(semantics),
    sends: sendsOf(facts.tasks),
    emit,
    ...(doubt && { doubt }),
    followed: new WeakMap(),
    called: new Set(),
    constants: new WeakMap(),
    attributes: openAttributes(),
    budget: { left: budget },
    evaluate,
    attribute,
    call,
    iterate,
    annotated,
    enter,
  };
}

/** The calls that send tasks, by where they stand. */
function sendsOf(tasks: readonly TaskFact[]): Flow["sends"] {
  const found = new Map<string, Map<string, SendingCall>>();
  for (const { id, sends } of tasks) {
    for (const { form, span, packed, afterCommit } of sends) {
      if (form !== "sent") continue;
      const there = found.get(span.file) ?? new Map<string, SendingCall>();
      found.set(span.file, there);
      there.set(`${span.offset}:${span.end}`, { task: id, packed, afterCommit });
    }
  }
  return found;
}

/** Follows every function of a project from its own beginning, with what its parameters declare; those of tests and migrations serve nobody. */
export function followAll(flow: Flow): void {
  for (const module of flow.project.modules.values()) {
    if (isTest(module.path) || isMigration(module.path)) continue;
    const frame = baseFrame(flow, module);
    for (const statement of statementsOf(module.syntax.body)) {
      if (statement.kind === "function") followRoot(frame, { kind: "function", module, node: statement });
      else if (statement.kind === "class") followClass(frame, module, statement);
    }
  }
}

/** The frame of a module, from which all is followed that it holds. */
export function baseFrame(flow: Flow, module: SourceModule): Frame {
  const nowhere: Pick<Frame, "flow"> = { flow };
  return moduleFrame(nowhere, module);
}

function followClass(frame: Frame, module: SourceModule, node: ClassDefinition): void {
  const read = frame.flow.classes.read({ kind: "class", module, node });
  for (const statement of statementsOf(node.body)) {
    if (statement.kind === "function") followRoot(frame, methodOf(frame, read, statement));
  }
}

function methodOf(frame: Frame, read: ProjectClass, node: FunctionDefinition): FunctionValue {
  const { module } = read;
  const value: FunctionValue = { kind: "function", module, node, owner: read };
  const names = node.decorators.map((each) => (each.kind === "name" ? each.id : ""));
  if (names.includes("staticmethod")) return value;
  const self: FlowValue = names.includes("classmethod")
    ? { kind: "class", class: read }
    : (boundTo(frame, read, node) ??
      instanceOf(frame, read, { module, start: node.name.start, end: node.name.end }));
  return { ...value, self };
}

function boundTo(frame: Frame, read: ProjectClass, node: FunctionDefinition): FlowValue | undefined {
  for (const semantics of frame.flow.semantics.values()) {
    const known = semantics.boundTo?.(frame, read, node);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** What is followed from here on is a root of its own. */
export function startBudget(flow: Flow): void {
  flow.budget.left = budget;
}

/** Follows one function with nothing given but what its parameters declare. */
export function followRoot(
  frame: Frame,
  callee: FunctionValue,
  name: string = nameOf(callee),
): FlowValue | undefined {
  const { flow } = frame;
  startBudget(flow);
  const called = madeCall(callee.node);
  // A method may stand in another file than the class that it is followed for.
  const result = { ...frame.result, runs: [], sends: [], passes: [], loaded: [] };
  const root: Frame = { ...frame, module: callee.module, root: name, result };
  const value = flow.enter(root, callee, { positional: [], named: new Map(), open: true, call: called });
  tellWaited(root);
  tellPassed(root);
  tellAsked(root, callee);
  return value;
}

function tellAsked({ flow, root, result }: Frame, { node, module }: FunctionValue): void {
  const here = moduleFrame({ flow }, module);
  const handed = node.parameters.flatMap(({ annotation }) =>
    annotation === undefined ? [] : modelsOf(flow.annotated(here, annotation)),
  );
  if (result.runs.length === 0 && handed.length === 0) return;
  flow.emit({ kind: "asked", queries: result.runs.map(({ query }) => query), handed, root });
}

function modelsOf(value: FlowValue | undefined): readonly string[] {
  switch (value?.kind) {
    case "row":
    case "rows":
      return [value.model];
    case "union":
      return value.of.flatMap(modelsOf);
    case "collection":
      return modelsOf(value.of);
    default:
      return [];
  }
}
