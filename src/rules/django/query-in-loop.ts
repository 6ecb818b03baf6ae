import { isAside, type ModelIndex, type Place, placeIn, type QueryRun } from "#facts";
import type { Argument, Body, Comprehension, Expression, For } from "#python";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { nodesAround } from "../nodes-around.ts";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf, rowName, tellCalls } from "../tell-event.ts";
import { allLinks, type Link } from "./query-chain.ts";

/** A loop asks for one row after another by a value of its own, where one query could ask for all of them. */
export const queryInLoop: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => flowEvents(input).flatMap((event) => (event.kind === "run" ? tell(input, event) : [])),
};

function tell(input: RuleInput, event: QueryRun): readonly Hit[] {
  const models = modelIndex(input);
  const { query, loop, calls } = event;
  if (loop === undefined || event.row !== undefined || query.from !== undefined) return [];
  if (models.frameworkOf(query.model) !== "django" || loop.module !== query.place.module) return [];
  if ([query.place, loop, ...calls.map(({ place }) => place)].some(({ module }) => isAside(module.path)))
    return [];
  const around = loopAround(query.place, loop);
  if (around === undefined || isFixed(around.iterable) || isBusy(around.body)) return [];
  const asked = askedBy(query.place, namesOf(around));
  if (asked === undefined || isAskedBefore(query.place, around, asked)) return [];
  return [hit(input, models, event, around, asked)];
}

/** Whether all were asked for at once above the loop: each is asked for again on purpose, for it may have come since. A key came before. */
function isAskedBefore(place: Place, { iterable }: Around, { field }: Asked): boolean {
  const { module, start, end } = place;
  const textOf = (node: { readonly start: number; readonly end: number }): string =>
    module.syntax.text.slice(node.start, node.end);
  const within = nodesAround(module.syntax.body, place).findLast(({ kind }) => kind === "function");
  return (
    within?.kind === "function" &&
    within.body.some((statement) =>
      callsWithin(statement).some(
        (call) =>
          call.start < iterable.start &&
          call.args.some(({ name }) => name === `${field}__in` && !/^(?:pk|id)__in$/.test(name)) &&
          textOf(call.callee).startsWith(textOf({ start, end })),
      ),
    )
  );
}

interface Around {
  readonly target: Expression;
  readonly iterable: Expression;
  /** What is done each round; of a comprehension, nothing but its value. */
  readonly body: Body;
}

/** The loop of an event, where the query stands in its body and in no function within it. */
function loopAround({ module, start, end }: Place, loop: Place): Around | undefined {
  const nodes = nodesAround(module.syntax.body, { start, end });
  for (const node of nodes.toReversed()) {
    if (node.kind === "function" || node.kind === "lambda" || node.kind === "while") return undefined;
    const found =
      node.kind === "for"
        ? asLoop(node, loop)
        : node.kind === "comprehension"
          ? ofClauses(node, loop)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function asLoop({ target, iterable, body }: For, loop: Place): Around | undefined {
  return iterable.start === loop.start ? { target, iterable, body } : undefined;
}

function ofClauses({ clauses }: Comprehension, loop: Place): Around | undefined {
  const clause = clauses.find(({ iterable }) => iterable.start === loop.start);
  return clause && { target: clause.target, iterable: clause.iterable, body: [] };
}

/** What has few values, the same each time: written out, a range, a constant; or what is asked for in portions already. */
function isFixed(iterable: Expression): boolean {
  switch (iterable.kind) {
    case "list":
    case "tuple":
    case "set":
    case "dictionary":
    case "string":
      return true;
    case "name":
      return isConstant(iterable.id);
    case "attribute":
      return isConstant(iterable.name) || isFixed(iterable.value);
    case "call": {
      const { callee, args } = iterable;
      const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
      if (/range|chunk|batch|page|retry|count/i.test(name)) return true;
      if (/^(?:items|keys|values)$/.test(name)) return callee.kind === "attribute" && isFixed(callee.value);
      return (
        /^(?:enumerate|sorted|reversed|zip|list|set|tuple)$/.test(name) &&
        args.some(({ value }) => isFixed(value))
      );
    }
    default:
      return false;
  }
}

function isConstant(name: string): boolean {
  return (
    /^_*[A-Z][A-Z0-9_]*$/.test(name) ||
    /chunk|batch|page/i.test(name) ||
    /^[A-Z]\w*(?:Choices|Enum|Type|Status)$/.test(name)
  );
}

const writing =
  /^a?(?:save|delete|create|get_or_create|update_or_create|bulk_create|bulk_update|select_for_update|delay|apply_async|enqueue)$/;

/** A round that ends the loop looks for one row; one that writes asks the database anyway. */
function isBusy(body: Body): boolean {
  return body.some(
    (statement) =>
      nodesWithin(statement).some(({ kind }) => kind === "return" || kind === "break") ||
      callsWithin(statement).some(({ callee, args }) => {
        if (callee.kind !== "attribute") return false;
        return (
          writing.test(callee.name) ||
          (/^a?update$/.test(callee.name) && args.some(({ name }) => name !== undefined))
        );
      }),
  );
}

/** The names that differ from round to round: what the loop goes over, and what is made of it. */
function namesOf({ target, body }: Around): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (each: Expression): void => {
    for (const node of nodesWithin(each)) if ("id" in node && typeof node.id === "string") names.add(node.id);
  };
  add(target);
  for (const statement of body)
    for (const node of nodesWithin(statement))
      if (node.kind === "assign" && "targets" in node && Array.isArray(node.targets))
        node.targets.forEach(add);
  return names;
}

const asking = new Set([
  "all",
  "filter",
  "get",
  "first",
  "last",
  "exists",
  "count",
  "values",
  "values_list",
  "order_by",
  "select_related",
  "prefetch_related",
  "only",
  "defer",
  "using",
  "exclude",
  "distinct",
]);

interface Asked {
  readonly field: string;
  readonly value: Expression;
  readonly end: number;
}

/** The one column by whose value each round's query differs from the others. */
function askedBy(place: Place, names: ReadonlySet<string>): Asked | undefined {
  const links = allLinks(place);
  const last = links.at(-1);
  if (
    last === undefined ||
    !links.every(({ name }) => asking.has(name.replace(/^a(?=get|first|last|exists|count)/, "")))
  )
    return undefined;
  const differing = links.flatMap(({ name, args }) =>
    args.filter(({ value }) => uses(value, names)).map((argument) => ({ name, argument })),
  );
  const [only] = differing;
  if (only === undefined || differing.length > 1 || (only.name !== "filter" && !/^a?get$/.test(only.name)))
    return undefined;
  const field = equalField(only.argument);
  return field === undefined || isFollowed(links)
    ? undefined
    : { field, value: only.argument.value, end: last.end };
}

/** Whether a method stands last that the rows of one query for all could not answer. */
function isFollowed(links: readonly Link[]): boolean {
  return links.some(({ name, args }) => name === "order_by" && args.length === 0);
}

function uses(expression: Expression, names: ReadonlySet<string>): boolean {
  return nodesWithin(expression).some(
    (node) => "id" in node && typeof node.id === "string" && names.has(node.id),
  );
}

/** `name=value`, `customer__name=value`: a column that equals one value. */
function equalField({ name, value }: Argument): string | undefined {
  const isPlain = value.kind === "name" || value.kind === "attribute" || value.kind === "subscript";
  if (name === undefined || !isPlain) return undefined;
  const last = name.split("__").at(-1) ?? "";
  const isLookup =
    /^(?:i?contains|i?startswith|i?endswith|iexact|i?regex|search|in|range|isnull|gte?|lte?|date|year|month|day|overlap|contained_by|net\w*)$/;
  return isLookup.test(last) ? undefined : name.replace(/__exact$/, "");
}

function hit(
  input: RuleInput,
  models: ModelIndex,
  event: QueryRun,
  around: Around,
  { field, value, end }: Asked,
): Hit {
  const { query, loop } = event;
  const { module, start } = query.place;
  const text = (node: { readonly start: number; readonly end: number }): string =>
    module.syntax.text.slice(node.start, node.end).replace(/\s+/g, " ");
  const model = nameOf(query.model);
  const isWhole = around.target.kind === "name" && value.kind === "name" && value.id === around.target.id;
  const values = isWhole && text(around.iterable).length < 60 ? text(around.iterable) : "…";
  const isKey =
    field === "pk" ||
    models.get(query.model)?.fields.some(({ name, primaryKey }) => primaryKey && name === field) ||
    field === "id";
  return {
    span: placeIn(module, { start, end }),
    message: `N queries: each round of the loop asks for the ${rowName(query.model)} of one ${field}`,
    mend: isKey
      ? `ask once before the loop: ${model}.objects.in_bulk(${values})`
      : `ask once before the loop: ${model}.objects.filter(${field}__in=${values})`,
    path: [
      ...tellCalls(event, input.facts.routes).slice(0, 1),
      ...(loop === undefined
        ? []
        : [{ message: "goes round for each of these", span: placeIn(loop.module, loop) }]),
    ],
  };
}
