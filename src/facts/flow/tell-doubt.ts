import { type Body, type Expression, type Statement, statementsOf } from "#python";
import { spanOf } from "../places.ts";
import type { Frame } from "./flow.ts";
import { isUnseen } from "./queries.ts";
import type { Query } from "./values.ts";

/** Why nothing is known of an expression whose attribute is read. */
export function tellUnknown(frame: Frame, of: Expression): string {
  const shown = shorten(frame, of);
  if (of.kind !== "name") return `what \`${shown}\` gives is not known here`;
  const { node, loops } = frame;
  if (node?.parameters.some(({ name }) => name === of.id)) {
    const called = node.kind === "function" ? node.name.id : "the lambda";
    return `nothing tells what the parameter \`${shown}\` of \`${called}\` is: no annotation names its class, and of what it is called with here nothing is known`;
  }
  if (loops.some(({ names }) => names.has(of.id)))
    return `\`${shown}\` differs from one round of a loop to the next, and what it is taken from is not known`;
  const given = node?.kind === "function" ? lastGiven(node.body, of) : undefined;
  return given === undefined
    ? `what \`${shown}\` is, is not known here`
    : `\`${shown}\` is what \`${shorten(frame, given)}\` gives in line ${spanOf(frame.module, given).line}, which is not known`;
}

function shorten({ module }: Frame, { start, end }: Expression): string {
  const text = module.syntax.text.slice(start, end).replace(/\s+/g, " ");
  return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}

/** What a name was given last above a place. */
function lastGiven(
  body: Body,
  { start, id }: Expression & { readonly kind: "name" },
): Expression | undefined {
  const given = [...statementsOf(body)].flatMap((statement: Statement) => {
    if (statement.kind !== "assign" || statement.start >= start) return [];
    return statement.targets.some((target) => target.kind === "name" && target.id === id)
      ? [statement.value]
      : [];
  });
  return given.at(-1);
}

/** Why it is not known what of its relations a row has with it. */
export function tellUncertain(query: Query): string {
  const { file, line } = spanOf(query.place.module, query.place);
  const model = query.model.slice(query.model.lastIndexOf(":") + 1);
  if (isUnseen(query))
    return `which query the row of ${model} comes from is not seen: it is handed in, or was just made`;
  if (query.plain) return `the query of ${file}:${line} selects columns, and gives no rows of ${model}`;
  return `what the query of ${file}:${line} loads with its rows of ${model} is told by something that cannot be followed`;
}
