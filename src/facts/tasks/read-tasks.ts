import { type ClassDefinition, type Expression, statementsOf } from "#python";
import { descendsFrom, findMember } from "../classes.ts";
import { tell } from "../conditions.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { isNone, isTrue, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { TaskFact, TaskRetries } from "../task.ts";
import { readType } from "../types.ts";
import { type BareTask, entryOf } from "./bare-task.ts";
import type { TaskDialect } from "./dialect.ts";
import { optionsOfMaker, type TaskOption } from "./makers.ts";
import { readSchedules } from "./schedules.ts";
import { readSends } from "./sends.ts";

/** The tasks that a project declares to one framework, each with where it is sent from and when it is run by itself. */
export function readTasks(reading: Reading, dialect: TaskDialect): readonly TaskFact[] {
  const bare = [...reading.project.modules.values()].flatMap((module) => tasksOf(reading, dialect, module));
  if (bare.length === 0) return [];
  const sends = readSends(reading, dialect, bare);
  const schedules = readSchedules(reading, dialect, bare);
  return bare.map((task) => {
    const { node, module, schedules: own, ...fact } = task;
    return { ...fact, schedules: [...own, ...(schedules.get(task) ?? [])], sends: sends.get(task) ?? [] };
  });
}

function tasksOf(reading: Reading, dialect: TaskDialect, module: SourceModule): readonly BareTask[] {
  return [...statementsOf(module.syntax.body)].flatMap((statement): readonly BareTask[] => {
    if (statement.kind === "function") {
      const options = decorated(reading, dialect, module, statement.decorators);
      return options === undefined ? [] : [bareTask(reading, dialect, { module, node: statement }, options)];
    }
    return statement.kind === "class" ? taskClass(reading, dialect, module, statement) : [];
  });
}

function decorated(
  reading: Reading,
  dialect: TaskDialect,
  module: SourceModule,
  decorators: readonly Expression[],
): readonly TaskOption[] | undefined {
  for (const decorator of decorators) {
    const options = optionsOfMaker(reading, dialect, module, decorator);
    if (options !== undefined) return options;
  }
  return undefined;
}

/** A class that extends one for tasks and has work of its own; those without are only bases. */
function taskClass(
  reading: Reading,
  dialect: TaskDialect,
  module: SourceModule,
  node: ClassDefinition,
): readonly BareTask[] {
  const read = reading.classes.read({ kind: "class", module, node });
  if (!descendsFrom(read, dialect.bases) || findMember(read, dialect.work) === undefined) return [];
  const options = [...read.scope.names].flatMap(([name, binding]) =>
    binding.kind === "value" && binding.value !== undefined ? [{ name, value: binding.value, module }] : [],
  );
  return [bareTask(reading, dialect, { module, node }, options)];
}

function bareTask(
  reading: Reading,
  dialect: TaskDialect,
  { module, node }: Pick<BareTask, "module" | "node">,
  options: readonly TaskOption[],
): BareTask {
  const { name: named, queue: queued, schedule } = dialect.options;
  const find = (name: string): TaskOption | undefined => options.find((option) => option.name === name);
  const name = textOf(find(named)?.value);
  const queue = find(queued);
  const retries = retriesOf(reading, dialect, options);
  const shown = options.filter((option) => option.name !== named && option.name !== queued);
  return {
    id: `${module.path}:${node.name.id}`,
    framework: dialect.framework,
    ...(name === undefined ? {} : { name }),
    sentAs: name ?? (dialect.isNamedBare ? node.name.id : `${module.name}.${node.name.id}`),
    ...parametersOf(reading, dialect, { module, node }, find(dialect.bound ?? "")),
    span: spanOf(module, node.name),
    ...(queue === undefined ? {} : { queue: textOf(queue.value) ?? tell(queue.module, queue.value) }),
    ...(retries === undefined ? {} : { retries }),
    options: Object.fromEntries(shown.map((option) => [option.name, tell(option.module, option.value)])),
    schedules: options
      .filter((option) => schedule.test(option.name) && !isNone(option.value))
      .map((option) => ({
        when: tell(option.module, option.value),
        span: spanOf(option.module, option.value),
      })),
    node,
    module,
  };
}

/** What the function or the work of a class is given. */
function parametersOf(
  reading: Reading,
  { work }: TaskDialect,
  { module, node }: Pick<BareTask, "module" | "node">,
  bound: TaskOption | undefined,
): Pick<TaskFact, "parameters"> {
  const member =
    node.kind === "class"
      ? findMember(reading.classes.read({ kind: "class", module, node }), work)
      : undefined;
  const found = member?.binding.kind === "function" ? member.binding.node : undefined;
  const held = node.kind === "class" ? found : node;
  const home = member?.owner.module ?? module;
  const isOpen = held?.parameters.some(({ form }) => form === "variadic" || form === "keywords");
  if (held === undefined || isOpen) return {};
  const own = node.kind === "class" || isTrue(bound?.value) ? held.parameters.slice(1) : held.parameters;
  return {
    parameters: own.map((parameter) => ({
      name: parameter.name,
      type: readType(reading, { module: home }, parameter.annotation),
      required: parameter.default === undefined,
      span: spanOf(home, parameter),
    })),
  };
}

/** How often a task is tried again, as its options say. */
function retriesOf(
  reading: Reading,
  { options: { retries, retryArguments, retryTest, retryErrors } }: TaskDialect,
  options: readonly TaskOption[],
): TaskRetries | undefined {
  const own = options.find(({ name }) => name === retries);
  const beside = options.find(({ name }) => name === retryArguments);
  const inner = beside && entryOf(beside.value, retries);
  const said = beside && inner ? { ...beside, value: inner } : own;
  if (said === undefined) return undefined;
  const span = spanOf(said.module, said.value);
  const isTested = options.some(({ name, value }) => name === retryTest && !isNone(value));
  if (isTested) return { most: "unknown", span };
  const errors = options.find(({ name }) => name === retryErrors);
  if (isNone(said.value))
    return { most: "endless", span, ...(errors && areOwn(reading, errors) ? { afterOwn: true } : {}) };
  return { most: said.value.kind === "number" ? Number(said.value.raw) : "unknown", span };
}

/** Whether errors that are listed are classes of the project, all of them. */
function areOwn({ project }: Reading, { module, value }: TaskOption): boolean {
  const listed = value.kind === "tuple" || value.kind === "list" ? value.items : [value];
  return listed.every((each) => defineExpression(project, module, each)?.kind === "class");
}
