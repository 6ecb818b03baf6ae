import { defineExpression, isTest, type ModelIndex, placeIn, textOf } from "#facts";
import { allExpressions, type Body, type Call, type Expression, statementsOf } from "#python";
import { modelIndex } from "../flow-events.ts";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { nodesAround } from "../nodes-around.ts";
import { nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** A query loads a relation that the loop over its rows never reads, and nobody else has the rows. */
export const overEagerLoad: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      !isTest(module.path) && /(?:select|prefetch)_related\(/.test(module.syntax.text)
        ? functionBodies(input, module).flatMap((body) => findIn(input, body))
        : [],
    ),
};

interface Loop {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly within: Body | readonly Expression[];
}

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  return loopsOf(body).flatMap(({ target, iterable, within }) => {
    if (target.kind !== "name") return [];
    const { model, loads } = readChain(input, body, iterable);
    if (model === undefined || loads.length === 0) return [];
    const read = relationsRead(modelIndex(input), model, target.id, within);
    if (read === undefined) return [];
    return loads.flatMap(({ argument, path, method }): readonly Hit[] => {
      const [first = ""] = path.split("__");
      if (read.has(first)) return [];
      return [
        {
          span: placeIn(body.module, argument),
          message: `${method} loads ${path} of each row, and this loop reads nothing of it: ${method === "select_related" ? "a join, and its columns in every row" : "a query, and its rows in memory"} for nothing`,
          mend: `leave "${path}" out of ${method}`,
          path: [{ message: "all that is done with the rows", span: placeIn(body.module, iterable) }],
        },
      ];
    });
  });
}

function loopsOf({ node }: FunctionBody): readonly Loop[] {
  const loops: Loop[] = [];
  for (const statement of statementsOf(node.body))
    if (statement.kind === "for")
      loops.push({ target: statement.target, iterable: statement.iterable, within: statement.body });
  for (const each of nodesWithin(node.body)) {
    const found = each as Expression;
    if (found.kind !== "comprehension" || found.clauses.length !== 1) continue;
    const [clause] = found.clauses;
    if (clause === undefined) continue;
    const within = [found.element, ...(found.value === undefined ? [] : [found.value]), ...clause.conditions];
    loops.push({ target: clause.target, iterable: clause.iterable, within });
  }
  return loops;
}

interface Load {
  readonly argument: Expression;
  readonly path: string;
  readonly method: string;
}

const keeping = /^(?:all|filter|exclude|order_by|distinct|select_related|prefetch_related|using|iterator)$/;

/** The model of a chain that begins at a class and stands whole in the head of a loop, and what it loads. */
function readChain(
  input: RuleInput,
  body: FunctionBody,
  iterable: Expression,
): { readonly model?: string; readonly loads: readonly Load[] } {
  const loads: Load[] = [];
  let at = iterable;
  while (at.kind === "call" && at.callee.kind === "attribute" && keeping.test(at.callee.name)) {
    loads.push(...loadsOf(at, at.callee.name));
    at = at.callee.value;
  }
  if (at.kind !== "attribute" || at.name !== "objects") return { loads: [] };
  const meant = defineExpression(input.project, body.module, at.value, body.scopes);
  const id = meant?.kind === "class" ? `${meant.module.path}:${meant.node.name.id}` : "";
  const model = modelIndex(input).get(id);
  return model?.framework === "django" ? { model: model.id, loads } : { loads: [] };
}

function loadsOf({ args }: Call, method: string): readonly Load[] {
  if (!method.endsWith("_related")) return [];
  return args.flatMap(({ value, name, spread }) => {
    const path = name === undefined && spread === undefined ? textOf(value) : undefined;
    return path === undefined ? [] : [{ argument: value, path, method }];
  });
}

/** The relations of a row that are read; undefined where the row, or a method of it, is used in any other way. */
function relationsRead(
  models: ModelIndex,
  model: string,
  row: string,
  within: Loop["within"],
): ReadonlySet<string> | undefined {
  const read = new Set<string>();
  const fields = models.get(model)?.fields ?? [];
  for (const use of allExpressions(within as Body)) {
    if (use.kind !== "name" || use.id !== row) continue;
    const parent = nodesAround(within as Body, use).at(-2);
    if (parent?.kind !== "attribute") return undefined;
    const { name } = parent;
    if (models.relation(model, name) !== undefined) read.add(name);
    else if (
      name !== "pk" &&
      name !== "id" &&
      !name.endsWith("_id") &&
      !fields.some((each) => each.name === name)
    )
      return undefined;
  }
  return read;
}
