import { type ColumnsUsed, isAside, placeIn } from "#facts";
import type { Argument, Call, Expression } from "#python";
import { flowEvents, modelIndex } from "../flow-events.ts";
import { expressionsAround, nodesAround } from "../nodes-around.ts";
import type { Hit, Rule } from "../rule.ts";
import { nameOf, rowName } from "../tell-event.ts";

/** The same condition of several parts is written out in three places or more. */
export const repeatedFilterChain: Rule = {
  severity: "note",
  on: true,
  fix: "none",
  find: (input) => {
    const groups = new Map<
      string,
      { readonly event: ColumnsUsed; readonly call: Call; readonly shown: string }[]
    >();
    const seen = new Set<string>();
    for (const event of flowEvents(input)) {
      if (event.kind !== "columns" || isAside(event.place.module.path)) continue;
      if (modelIndex(input).frameworkOf(event.query.model) !== "django") continue;
      const { module, start, end } = event.place;
      const at = `${module.path}:${start}:${end}`;
      if (seen.has(at)) continue;
      seen.add(at);
      const call = callAt(event);
      const shown = call && conditionOf(event, call);
      if (call === undefined || shown === undefined || isMethodOfQuery(event)) continue;
      const key = `${event.query.model} ${shown}`;
      groups.set(key, [...(groups.get(key) ?? []), { event, call, shown }]);
    }
    return [...groups.values()].flatMap((group) => tell(group));
  },
};

function callAt({ place: { module, start, end } }: ColumnsUsed): Call | undefined {
  const call = expressionsAround(module.syntax.body, { start, end }).findLast(
    (each) => each.start === start && each.end === end,
  );
  return call?.kind === "call" &&
    call.callee.kind === "attribute" &&
    /^(?:filter|exclude)$/.test(call.callee.name)
    ? call
    : undefined;
}

/** What a condition says with values that are the same wherever it is asked; undefined where that is one thing alone, or less. */
function conditionOf({ place: { module } }: ColumnsUsed, { args }: Call): string | undefined {
  const { text } = module.syntax;
  const fixed = args.filter(({ name, value }: Argument) => name !== undefined && isFixed(value));
  const others = args.filter((each) => !fixed.includes(each));
  if (fixed.length < 2 || others.some(({ name }) => name === undefined)) return undefined;
  return fixed
    .map(({ name, value }) => `${name}=${text.slice(value.start, value.end).replace(/\s+/g, " ")}`)
    .toSorted()
    .join(", ");
}

function isFixed(value: Expression): boolean {
  if (value.kind === "string" || value.kind === "number" || value.kind === "constant") return true;
  if (value.kind === "list" || value.kind === "tuple")
    return value.items.length > 0 && value.items.every(isFixed);
  return value.kind === "attribute" && /^[A-Z][A-Z0-9_]+$/.test(value.name);
}

/** Within a class of querysets or managers, that is where it belongs. */
function isMethodOfQuery({ place: { module, start, end } }: ColumnsUsed): boolean {
  return nodesAround(module.syntax.body, { start, end }).some(
    (node) => node.kind === "class" && /(?:QuerySet|Manager)$/i.test(node.name.id),
  );
}

function tell(
  group: readonly { readonly event: ColumnsUsed; readonly call: Call; readonly shown: string }[],
): readonly Hit[] {
  const [first, ...rest] = group;
  const functions = new Set(group.map(({ event }) => functionOf(event)));
  if (first === undefined || group.length < 3 || functions.size < 3) return [];
  const { event, call, shown } = first;
  const { module } = event.place;
  const model = nameOf(event.query.model);
  return [
    {
      span: placeIn(module, { start: call.callee.end - 6, end: call.end }),
      message: `which ${rowName(event.query.model)} rows are meant by ${shown} is written out in ${group.length} places: the next condition is added in some of them`,
      mend: `give the queryset of ${model} a method that says it, and call that: ${model}.objects.….filter(…) becomes ${model}.objects.….named()`,
      path: rest.slice(0, 8).map((other) => ({
        message: "again",
        span: placeIn(other.event.place.module, other.call),
      })),
    },
  ];
}

function functionOf({ place: { module, start, end } }: ColumnsUsed): string {
  const around = nodesAround(module.syntax.body, { start, end }).findLast(({ kind }) => kind === "function");
  return `${module.path}:${around?.start ?? start}`;
}
