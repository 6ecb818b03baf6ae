import { isTest, placeIn, type SourceModule } from "#facts";
import { allStatements, type Call, type Expression, type FunctionDefinition, statementsOf } from "#python";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule } from "../rule.ts";

/** A whole row is made a dictionary and answered as it is. */
export const modelDictInResponse: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: ({ project }) =>
    [...project.modules.values()].filter(({ path }) => !isTest(path)).flatMap(findInModule),
};

function findInModule(module: SourceModule): readonly Hit[] {
  if (!/\b(?:JsonResponse|Response)\(/.test(module.syntax.text)) return [];
  return allStatements(module.syntax.body).flatMap((statement) =>
    statement.kind === "function" ? findInFunction(module, statement) : [],
  );
}

function findInFunction(module: SourceModule, node: FunctionDefinition): readonly Hit[] {
  const bound = boundOnce(node);
  return callsWithin(node.body).flatMap((call) => {
    const { callee, args } = call;
    const [answer] = args;
    if (callee.kind !== "name" || answer === undefined || answer.name !== undefined) return [];
    if (callee.id !== "JsonResponse" && callee.id !== "Response") return [];
    const whole = wholeRow(answer.value, bound, 0);
    if (whole === undefined) return [];
    const shown = module.syntax.text.slice(whole.start, whole.end).replace(/\s+/g, " ");
    return [
      {
        span: placeIn(module, whole),
        message: `${shown.length > 60 ? `${shown.slice(0, 57)}…` : shown} is answered with every column that the model has, and those that it will have`,
        mend: "name the columns that are meant, or show it by a serializer that does",
        path: [{ message: `${node.name.id} answers it`, span: placeIn(module, callee) }],
      },
    ];
  });
}

type Names = ReadonlyMap<string, Expression | undefined>;

/** What names stand for that are bound once. */
function boundOnce({ body }: FunctionDefinition): Names {
  const bound = new Map<string, Expression | undefined>();
  for (const statement of statementsOf(body)) {
    if (statement.kind !== "assign") continue;
    for (const target of statement.targets)
      if (target.kind === "name") bound.set(target.id, bound.has(target.id) ? undefined : statement.value);
  }
  return bound;
}

/** The part of an answer that is a whole row, or several. */
function wholeRow(value: Expression, bound: Names, depth: number): Expression | undefined {
  if (depth > 4) return undefined;
  const next = (each: Expression): Expression | undefined => wholeRow(each, bound, depth + 1);
  switch (value.kind) {
    case "name": {
      const meant = bound.get(value.id);
      return meant && next(meant);
    }
    case "list":
    case "tuple":
      return firstOf(value.items.map(next));
    case "dictionary":
      return firstOf(value.entries.map((entry) => next(entry.value)));
    case "comprehension":
      return next(value.element);
    case "attribute":
      return value.name === "__dict__" && value.value.kind === "name" && value.value.id !== "self"
        ? value
        : undefined;
    case "call":
      return isWhole(value, bound)
        ? value
        : isListing(value)
          ? firstOf(value.args.map((each) => next(each.value)))
          : undefined;
    default:
      return undefined;
  }
}

function firstOf(found: readonly (Expression | undefined)[]): Expression | undefined {
  return found.find((each) => each !== undefined);
}

function isListing({ callee }: Call): boolean {
  return callee.kind === "name" && (callee.id === "list" || callee.id === "dict");
}

/** `model_to_dict(order)`, and `Order.objects.filter(…).values()` without names. */
function isWhole({ callee, args }: Call, bound: Names): boolean {
  if (callee.kind === "name") return callee.id === "model_to_dict" && args.length === 1;
  if (callee.kind !== "attribute" || callee.name !== "values" || args.length > 0) return false;
  const rows = callee.value.kind === "name" ? bound.get(callee.value.id) : callee.value;
  if (rows === undefined) return false;
  const links = nodesWithin(rows).map((node) => ("name" in node ? node.name : undefined));
  // What was grouped, or told what to load, has the columns that it was told of.
  return (
    links.includes("objects") &&
    !links.some((name) => name === "values" || name === "only" || name === "annotate")
  );
}
