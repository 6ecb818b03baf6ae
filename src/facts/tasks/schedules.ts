import { allExpressions, type Expression } from "#python";
import { tell } from "../conditions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, positional, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { TaskSchedule } from "../task.ts";
import { type BareTask, entryOf, nameOf, openTasks } from "./bare-task.ts";
import type { TaskDialect } from "./dialect.ts";

/** When tasks are run by themselves: dictionaries with a task and its schedule, and calls that add one. */
export function readSchedules(
  reading: Reading,
  dialect: TaskDialect,
  tasks: readonly BareTask[],
): ReadonlyMap<BareTask, readonly TaskSchedule[]> {
  const find = openTasks(reading, tasks);
  const byName = new Map(tasks.map((task) => [nameOf(task), task]));
  const found = new Map<BareTask, TaskSchedule[]>();
  for (const module of reading.project.modules.values()) {
    if (!dialect.mentions.test(module.syntax.text)) continue;
    for (const expression of allExpressions(module.syntax.body)) {
      const said = scheduleIn(
        expression,
        (name) => byName.get(name),
        (of) => find({ module }, of),
      );
      if (said?.task === undefined) continue;
      const { task, when } = said;
      const before = found.get(task) ?? [];
      found.set(task, [...before, scheduleOf(module, when)]);
    }
  }
  return found;
}

function scheduleOf(module: SourceModule, when: Expression): TaskSchedule {
  return { when: tell(module, when), span: spanOf(module, when) };
}

function scheduleIn(
  expression: Expression,
  named: (name: string) => BareTask | undefined,
  meant: (of: Expression) => BareTask | undefined,
): { readonly task: BareTask | undefined; readonly when: Expression } | undefined {
  if (expression.kind === "dictionary") {
    const when = entryOf(expression, "schedule");
    const task = textOf(entryOf(expression, "task"));
    return when === undefined || task === undefined ? undefined : { task: named(task), when };
  }
  if (expression.kind !== "call" || expression.callee.kind !== "attribute") return undefined;
  if (expression.callee.name !== "add_periodic_task") return undefined;
  const [first, second] = positional(expression);
  const when = first ?? keyword(expression, "schedule");
  const message = second ?? keyword(expression, "sig");
  if (when === undefined || message?.kind !== "call" || message.callee.kind !== "attribute") return undefined;
  return { task: meant(message.callee.value), when };
}
