import type { Expression } from "#python";
import type { Reading } from "../front-end.ts";
import { positional, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { TaskSend } from "../task.ts";
import { type BareTask, nameOf, openTasks } from "./bare-task.ts";
import { type SendForm, sendForms, type TaskDialect } from "./dialect.ts";
import { isApplication } from "./makers.ts";
import { type Scoped, scopedAttributes } from "./scoped-nodes.ts";

type Attribute = Expression & { readonly kind: "attribute" };

/** Where tasks are sent from. */
export function readSends(
  reading: Reading,
  dialect: TaskDialect,
  tasks: readonly BareTask[],
): ReadonlyMap<BareTask, readonly TaskSend[]> {
  const find = openTasks(reading, tasks);
  const byName = new Map(tasks.map((task) => [nameOf(task), task]));
  const found = new Map<BareTask, TaskSend[]>();
  const add = (task: BareTask | undefined, send: TaskSend): void => {
    if (task === undefined) return;
    const before = found.get(task);
    if (before === undefined) found.set(task, [send]);
    else before.push(send);
  };
  const names = new Set([...dialect.sends.keys(), ...(dialect.sendByName ? [dialect.sendByName] : [])]);
  const mentioned = new RegExp(`\\.\\s*(?:${[...names].join("|")})\\b`);
  for (const module of reading.project.modules.values()) {
    if (!mentioned.test(module.syntax.text)) continue;
    for (const each of scopedAttributes(module, names)) {
      const form = dialect.sends.get(each.node.name);
      if (form === undefined) add(namedTask(reading, dialect, each, byName), sendOf(each, sendForms.packed));
      else for (const task of tasksMeant(dialect, each, find)) add(task, sendOf(each, form));
    }
  }
  return found;
}

/** What a method of sending belongs to: a task, or messages of one or more that are sent together. */
function tasksMeant(
  { messages }: TaskDialect,
  { node, place }: Scoped<Attribute>,
  find: ReturnType<typeof openTasks>,
): readonly (BareTask | undefined)[] {
  const { value } = node;
  if (value.kind !== "call") return [find(place, value)];
  const { callee } = value;
  return callee.kind === "attribute" && messages.has(callee.name) ? [find(place, callee.value)] : [];
}

function namedTask(
  reading: Reading,
  dialect: TaskDialect,
  { node, place, calls }: Scoped<Attribute>,
  byName: ReadonlyMap<string, BareTask>,
): BareTask | undefined {
  const call = calls.at(-1);
  if (call?.callee !== node || !isApplication(reading, dialect, place.module, node.value)) return undefined;
  return byName.get(textOf(positional(call)[0]) ?? "");
}

function sendOf({ node, place, within, calls }: Scoped<Attribute>, form: SendForm): TaskSend {
  const call = calls.at(-1);
  const isCalled = call?.callee === node;
  return {
    how: node.name,
    span: spanOf(place.module, isCalled ? call : node),
    ...(within === undefined ? {} : { within }),
    ...form,
    ...(isCalled || form.form === "message" ? {} : { form: "handed" }),
    afterCommit: form.afterCommit || calls.some(isAfterCommit),
  };
}

/** What is handed to `on_commit` is called once all can see what was written. */
function isAfterCommit({ callee }: Expression & { readonly kind: "call" }): boolean {
  const name = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
  return name.endsWith("on_commit");
}
