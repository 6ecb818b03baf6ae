import type { Span, TextEdit } from "#base";
import { type Place, placeIn } from "#facts";
import type { Argument, Expression } from "#python";
import { expressionsAround } from "../nodes-around.ts";

/** Methods that give the same rows in another way: https://docs.djangoproject.com/en/6.0/ref/models/querysets/ */
const keeping: ReadonlySet<string> = new Set([
  "all",
  "filter",
  "exclude",
  "order_by",
  "annotate",
  "alias",
  "distinct",
  "reverse",
  "using",
  "select_related",
  "prefetch_related",
]);

/** What stands in the way of loading more: each of these does not go with one of the two methods, or asks for its own thought. */
const delicate =
  /^(?:only|defer|select_for_update|values|values_list|iterator|aiterator|union|intersection|difference|raw|extra|dates|datetimes|none)$/;

export interface Link {
  readonly name: string;
  readonly args: readonly Argument[];
  /** Past the method's closing parenthesis. */
  readonly end: number;
}

/** The expression that builds a query, as far as it stands in one piece. */
export interface QueryChain {
  /** From its beginning to the last method that keeps its rows. */
  readonly span: Span;
  readonly text: string;
  /** Whether one more method can be put at its end without a second look. */
  readonly isPlain: boolean;
  readonly links: readonly Link[];
}

export function chainAt(place: Place): QueryChain {
  const { module, start } = place;
  const links = allLinks(place);
  const stop = links.findIndex(({ name }) => !keeping.has(name));
  const own = stop === -1 ? links : links.slice(0, stop);
  const end = Math.max(place.end, own.at(-1)?.end ?? place.end);
  const after = stop === -1 ? [] : links.slice(stop);
  const span = placeIn(module, { start, end });
  // A bare name is that of a class for which the framework makes a query of its own.
  const isName = /^\w+$/.test(module.syntax.text.slice(start, place.end));
  const isPlain = !isName && !links.some(({ name }) => delicate.test(name)) && isKnown(after);
  return { span, text: module.syntax.text.slice(start, end), isPlain, links: own };
}

/** Whether what follows is known to take rows as they are: nothing, or one of the framework's own methods. */
function isKnown([next]: readonly Link[]): boolean {
  return next === undefined || /^(?:a?get|a?first|a?last|a?count|a?exists|in_bulk)$/.test(next.name);
}

/** The calls that stand around a place as its chain of methods, the innermost first; the one that the place itself may be among them. */
export function allLinks({ module, start, end }: Place): readonly Link[] {
  const around = expressionsAround(module.syntax.body, { start, end }).filter((each) => each.start === start);
  const calls = around.flatMap((each) => (each.kind === "call" ? [each] : []));
  const outermost = calls[0];
  const links: Link[] = [];
  for (let at: Expression | undefined = outermost; at !== undefined; at = below(at)) {
    if (at.kind === "call" && at.callee.kind === "attribute" && at.end >= end)
      links.push({ name: at.callee.name, args: at.args, end: at.end });
  }
  return links.toReversed();
}

function below(expression: Expression): Expression | undefined {
  if (expression.kind === "call") return expression.callee;
  return expression.kind === "attribute" || expression.kind === "subscript" ? expression.value : undefined;
}

/** The edit that has a chain load relations by one of its methods, and the text that it leaves. */
export function loadMore(
  { span, text, links }: QueryChain,
  method: "select_related" | "prefetch_related",
  lookups: readonly string[],
): { readonly edit: TextEdit; readonly text: string } {
  const written = lookups.map((lookup) => `"${lookup}"`).join(", ");
  const there = links.findLast(({ name, args }) => name === method && args.length > 0);
  const last = there?.args.at(-1);
  const [at, added] =
    there !== undefined && last !== undefined && isEverythingNamed(there)
      ? [last.end, `, ${written}`]
      : [span.end, `.${method}(${written})`];
  const edit = { span: { ...span, offset: at, end: at }, text: added };
  const cut = at - span.offset;
  return { edit, text: text.slice(0, cut) + added + text.slice(cut) };
}

/** Whether the arguments of a method are written one by one. */
function isEverythingNamed({ args }: Link): boolean {
  return args.every(
    ({ name, spread, value }) => name === undefined && spread === undefined && value.kind !== "constant",
  );
}
