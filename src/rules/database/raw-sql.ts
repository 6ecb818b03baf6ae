import {
  formOf,
  isAside,
  type ModelFact,
  type Place,
  placeIn,
  positional,
  readStatement,
  type SqlValue,
  type StatementBuilt,
} from "#facts";
import type { Call, Expression } from "#python";
import { flowEvents } from "../flow-events.ts";
import { nodesAround } from "../nodes-around.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls } from "../tell-event.ts";

/** A statement of SQL asks the table of a model for what the model can be asked itself. */
export const rawSql: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) => {
    const asked = gather(input);
    if (asked.length === 0) return [];
    const tables = tablesOf(input.facts.models);
    return asked.flatMap((event) => tell(input, tables, event) ?? []);
  },
};

/** Statements that are known as a whole, each by the fewest calls that lead to it; of a call that is also handed others with holes, none. */
function gather(input: RuleInput): readonly StatementBuilt[] {
  const nearest = new Map<string, StatementBuilt>();
  const open = new Set<string>();
  for (const event of flowEvents(input)) {
    if (event.kind !== "statement" || isAside(event.place.module.path) || isAside(fileOf(event.root)))
      continue;
    const place = keyOf(event.place);
    if (event.holes.length > 0) open.add(place);
    if (!event.whole) continue;
    const key = `${place} ${event.text}`;
    const before = nearest.get(key);
    if (before === undefined || event.calls.length < before.calls.length) nearest.set(key, event);
  }
  return [...nearest.values()].filter(({ place }) => !open.has(keyOf(place)));
}

function fileOf(root: string): string {
  return root.slice(0, root.lastIndexOf(":"));
}

function keyOf({ module, start }: Place): string {
  return `${module.path}:${start}`;
}

/** Models by their tables; of a table that several have, none. */
function tablesOf(models: readonly ModelFact[]): ReadonlyMap<string, ModelFact | undefined> {
  const tables = new Map<string, ModelFact | undefined>();
  for (const model of models) {
    const table = model.table?.toLowerCase();
    if (table === undefined || model.abstract || isAside(model.span.file)) continue;
    tables.set(table, tables.has(table) ? undefined : model);
  }
  return tables;
}

function tell(
  input: RuleInput,
  tables: ReadonlyMap<string, ModelFact | undefined>,
  event: StatementBuilt,
): Hit | undefined {
  const call = callAt(event.place);
  const statement = readStatement(event.text);
  if (call === undefined || statement === undefined || byHand.test(nameOfCall(call))) return undefined;
  const model = tables.get(statement.table.toLowerCase());
  // What wrote the text itself is where it is said; a function that is handed it serves many.
  const [, handed] = event.calls;
  const place = handed?.place ?? event.place;
  const span = placeIn(place.module, place);
  if (model === undefined) {
    input.explainSilence(span, `no model is known to have the table ${statement.table}`);
    return undefined;
  }
  const form = formOf(input, model, statement, (parameter) => shownIn(event, call, parameter));
  if (form === undefined) {
    input.explainSilence(span, `nothing that ${model.name} can be asked is surely the same`);
    return undefined;
  }
  return {
    span,
    message: `${rowName(model.id)} rows are ${statement.kind === "select" ? "asked for" : "written"} in SQL, which the model says itself: what is renamed, scoped or typed there passes the text by`,
    mend: form,
    path: [
      ...tellCalls(event, input.facts.routes),
      {
        message: `the database is asked by ${nameOf(event.calls.at(-1)?.callee ?? event.root)}`,
        span: placeIn(event.place.module, event.place),
      },
      { message: `${model.name} has the table ${model.table}`, span: model.span },
    ],
  };
}

/** Ways to ask that belong to drivers, beside which no session of models stands, or that write many rows at once. */
const byHand = /^(?:fetch\w*|iterate|executemany|executescript|prepare|read_sql\w*)$/;

function nameOfCall({ callee }: Call): string {
  return callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
}

function callAt({ module, start, end }: Place): Call | undefined {
  const found = nodesAround(module.syntax.body, { start, end }).findLast(
    (node) => node.kind === "call" && node.start === start && node.end === end,
  );
  return found?.kind === "call" ? found : undefined;
}

/** What is handed over for a parameter, as the source has it where the text stands beside it. */
function shownIn(
  { calls, place: { module } }: StatementBuilt,
  call: Call,
  { of }: SqlValue & { readonly kind: "parameter" },
): string {
  const given = calls.length > 1 ? undefined : givenFor(call, of);
  return given === undefined
    ? typeof of === "string"
      ? of
      : "…"
    : module.syntax.text.slice(given.start, given.end);
}

function givenFor(call: Call, of: number | string): Expression | undefined {
  const [, second] = positional(call);
  if (typeof of === "number")
    return second?.kind === "list" || second?.kind === "tuple" ? second.items[of] : undefined;
  return second?.kind === "dictionary"
    ? second.entries.find(({ key }) => key?.kind === "string" && key.value === of)?.value
    : undefined;
}
