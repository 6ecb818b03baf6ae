import type { ClassDefinition, Expression, FunctionDefinition } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { textOf } from "../literals.ts";
import type { SourceModule } from "../project.ts";
import type { TaskFact, TaskSchedule } from "../task.ts";
import type { TypePlace } from "../types.ts";

/** A task before it is known where it is sent from. */
export type BareTask = Omit<TaskFact, "sends" | "schedules"> & {
  readonly node: FunctionDefinition | ClassDefinition;
  readonly module: SourceModule;
  readonly schedules: readonly TaskSchedule[];
};

/** The name by which messages name a task. */
export function nameOf({ name, module, node }: BareTask): string {
  return name ?? `${module.name}.${node.name.id}`;
}

/** What a dictionary has under a key. */
export function entryOf(of: Expression, key: string): Expression | undefined {
  if (of.kind === "dictionary") return of.entries.find((entry) => textOf(entry.key) === key)?.value;
  return undefined;
}

/** The task that an expression means: by its function, its class, or what a class was registered as. */
export function openTasks(
  reading: Reading,
  tasks: readonly BareTask[],
): (place: TypePlace, expression: Expression) => BareTask | undefined {
  const byNode = new Map(tasks.map((task) => [task.node, task]));
  return (place, expression) => {
    const meant = defineExpression(reading.project, place.module, expression, place.scopes);
    if (meant?.kind === "function" || meant?.kind === "class") return byNode.get(meant.node);
    const value = meant?.kind === "value" ? meant.binding.value : undefined;
    if (meant?.kind !== "value" || value?.kind !== "call") return undefined;
    const [made] =
      value.callee.kind === "attribute" && value.callee.name === "register_task" ? value.args : [];
    const of = made?.value.kind === "call" ? made.value.callee : made?.value;
    const own = of && defineExpression(reading.project, meant.module, of);
    return own?.kind === "class" ? byNode.get(own.node) : undefined;
  };
}
