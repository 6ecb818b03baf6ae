import {
  type Body,
  type Call,
  type Expression,
  type FunctionDefinition,
  innerBodies,
  type Statement,
} from "#python";
import { define } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { argumentOf, keyword, positional } from "../literals.ts";
import type { SourceModule } from "../project.ts";
import type { Frame } from "../values.ts";
import { readColumns } from "./columns.ts";
import type { Step } from "./revision.ts";
import { textIn } from "./texts.ts";

export interface Steps {
  readonly steps: readonly Step[];
  /** The text of whatever else may be done to tables: raw SQL, loops, calls of other packages. */
  readonly hidden: readonly string[];
}

interface Walk {
  readonly reading: Reading;
  readonly steps: Step[];
  readonly hidden: string[];
  calls: number;
}

/** Where a walk is: the frame in which names are looked up, and the tables that batches of operations are of. */
interface Position {
  readonly frame: Frame;
  readonly batches: ReadonlyMap<string, string | undefined>;
  readonly depth: number;
  readonly isConditional: boolean;
  /** The texts of the calls that led here, which say what parameters stand for. */
  readonly outer: readonly string[];
}

/** How many functions of the project may be entered in one revision. */
const mostCalls = 60;

/** The operations of a function of a revision, in the order of the text, through the functions that it calls. */
export function readSteps(reading: Reading, module: SourceModule, node: FunctionDefinition): Steps {
  const walk: Walk = { reading, steps: [], hidden: [], calls: 0 };
  const frame = reading.evaluator.moduleFrame(module);
  walkBody(walk, { frame, batches: new Map(), depth: 0, outer: [], isConditional: false }, node.body);
  return walk;
}

function walkBody(walk: Walk, position: Position, body: Body): void {
  for (const statement of body) walkStatement(walk, position, statement);
}

function walkStatement(walk: Walk, position: Position, statement: Statement): void {
  const at = statement.kind === "with" ? enterBatches(walk, position, statement) : position;
  switch (statement.kind) {
    case "expression":
      walkExpression(walk, at, statement.value);
      break;
    case "assign":
      walkExpression(walk, at, statement.value);
      break;
    case "return":
    case "annotated":
      if (statement.value !== undefined) walkExpression(walk, at, statement.value);
      break;
    case "for":
    case "while":
      // What is done for each of several is not told apart.
      hide(walk, at, statement);
      break;
    default:
  }
  const isConditional = position.isConditional || (statement.kind !== "with" && statement.kind !== "try");
  for (const inner of innerBodies(statement)) walkBody(walk, { ...at, isConditional }, inner);
}

/** `with op.batch_alter_table("orders") as batch_op:` */
function enterBatches(
  { reading }: Walk,
  position: Position,
  { items }: Statement & { readonly kind: "with" },
): Position {
  const batches = new Map(position.batches);
  for (const { context, target } of items) {
    if (context.kind !== "call" || target?.kind !== "name") continue;
    if (operationOf(reading, position, context) === "batch_alter_table")
      batches.set(target.id, textIn(reading, position.frame, argumentOf(context, "table_name", 0)));
  }
  return { ...position, batches };
}

function walkExpression(walk: Walk, position: Position, expression: Expression): void {
  if (expression.kind === "await") walkExpression(walk, position, expression.value);
  if (expression.kind !== "call") return;
  const { callee } = expression;
  const batch =
    callee.kind === "attribute" && callee.value.kind === "name" && position.batches.has(callee.value.id)
      ? { table: position.batches.get(callee.value.id) }
      : undefined;
  const kind =
    batch !== undefined && callee.kind === "attribute"
      ? callee.name
      : operationOf(walk.reading, position, expression);
  if (kind !== undefined) addStep(walk, position, kind, expression, batch);
  else enterFunction(walk, position, expression);
}

/** `op.add_column`: the operation that is called; undefined where it is something else. */
function operationOf({ project }: Reading, { frame }: Position, { callee }: Call): string | undefined {
  if (callee.kind !== "attribute" || callee.value.kind !== "name") return undefined;
  const meant = define(project, frame.module, callee.value.id);
  return meant?.kind === "external" && /^alembic\.op(?:erations)?$/.test(meant.path)
    ? callee.name
    : undefined;
}

/** A function of the project that may call operations; what other calls do is not known. */
function enterFunction(walk: Walk, position: Position, call: Call): void {
  const { evaluator } = walk.reading;
  const callee = evaluator.evaluate(position.frame, call.callee);
  const isEntered = callee?.kind === "function" && position.depth < 3 && walk.calls < mostCalls;
  const frame = isEntered ? evaluator.enter(position.frame, callee, call) : undefined;
  if (callee?.kind !== "function" || frame === undefined) {
    hide(walk, position, call);
    // What a function does that is not entered may stand anywhere around it.
    if (callee?.kind === "function") walk.hidden.push(callee.module.syntax.text);
    return;
  }
  walk.calls += 1;
  const outer = [...position.outer, textAt(position, call)];
  walkBody(
    walk,
    { ...position, frame, batches: new Map(), depth: position.depth + 1, outer },
    callee.node.body,
  );
}

/** Operations that change no table in a way that is followed here, and hide nothing either. */
const beside =
  /^(?:f|get_context|bulk_insert|(?:create|drop)_table_comment|(?:create|drop|replace)_entity|create_(?:foreign_key|primary_key|check_constraint|exclude_constraint)|batch_alter_table)$/;
const followed =
  /^(?:create_table|drop_table|rename_table|add_column|drop_column|alter_column|create_index|drop_index|create_unique_constraint|drop_constraint)$/;

/** SQL that may make or change a table, its columns or its indexes. */
const definesTables = /\b(?:alter|create|drop|rename|do|call|select)\b/i;

function addStep(
  walk: Walk,
  position: Position,
  kind: string,
  call: Call,
  batch: { readonly table: string | undefined } | undefined,
): void {
  const { frame } = position;
  if (kind === "execute") {
    const step = executed(walk.reading, position, call);
    if (step.name === undefined) hide(walk, position, call);
    else if (definesTables.test(step.name)) walk.hidden.push(step.name);
    walk.steps.push(step);
    return;
  }
  if (!followed.test(kind)) {
    if (!beside.test(kind)) hide(walk, position, call);
    return;
  }
  const { reading } = walk;
  const given = positional(call);
  const text = (name: string, place: number) => textIn(reading, frame, keyword(call, name) ?? given[place]);
  // Within a batch the table is not named again.
  const shift = batch === undefined ? 1 : 0;
  const namesFirst = /^(?:create_index|drop_index|create_unique_constraint|drop_constraint)$/.test(kind);
  const table =
    batch?.table ?? text(kind === "rename_table" ? "old_table_name" : "table_name", namesFirst ? 1 : 0);
  const { columns, isOpen } = readColumns(reading, frame, call, kind, shift);
  const name = namesFirst
    ? textIn(
        reading,
        frame,
        given[0] ?? keyword(call, kind.endsWith("index") ? "index_name" : "constraint_name"),
      )
    : kind === "rename_table"
      ? text("new_table_name", 1)
      : kind === "alter_column"
        ? text("new_column_name", 99)
        : undefined;
  if (isOpen || (table === undefined && kind !== "drop_index")) hide(walk, position, call);
  walk.steps.push({
    ...bare(position, kind, call),
    table,
    columns,
    isOpen,
    ...(name === undefined ? {} : { name }),
  });
}

/** `op.execute(sa.text("DELETE FROM orders"))`: its text stands for its name. */
function executed(reading: Reading, position: Position, call: Call): Step {
  const { frame } = position;
  const [given] = positional(call);
  const sql =
    textIn(reading, frame, given) ??
    (given?.kind === "call" ? textIn(reading, frame, positional(given)[0]) : undefined);
  return {
    ...bare(position, "execute", call),
    table: undefined,
    ...(sql === undefined ? {} : { name: sql }),
  };
}

function bare({ frame, isConditional }: Position, kind: string, call: Call): Omit<Step, "table"> {
  return { kind, call, module: frame.module, columns: [], isOpen: false, isConditional };
}

function textAt(
  { frame }: Position,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return frame.module.syntax.text.slice(start, end);
}

/** Keeps the text of what is not followed, with that of the constants that it names. */
function hide(walk: Walk, position: Position, node: { readonly start: number; readonly end: number }): void {
  const text = textAt(position, node);
  walk.hidden.push(text, ...position.outer);
  const { scope, syntax } = position.frame.module;
  for (const word of new Set(text.match(/\w+/g))) {
    const binding = scope.names.get(word);
    if (binding?.kind === "value" && binding.value !== undefined)
      walk.hidden.push(syntax.text.slice(binding.value.start, binding.value.end));
  }
}
