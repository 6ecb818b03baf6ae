import { defineExpression, type ModelFact, readType, type SourceModule, type TypeFact } from "#facts";
import { type Expression, type FunctionDefinition, statementsOf } from "#python";
import { callsWithin } from "../nodes-within.ts";
import { once, type RuleInput } from "../rule.ts";

/** What a function returns, with what names of its own stand for. */
export function returnedValues({ body }: FunctionDefinition): readonly Expression[] {
  const bound = new Map<string, Expression | undefined>();
  const returned: Expression[] = [];
  for (const statement of statementsOf(body)) {
    if (statement.kind === "assign") {
      for (const target of statement.targets) {
        if (target.kind !== "name") continue;
        // A name that is bound twice may be either.
        bound.set(target.id, bound.has(target.id) ? undefined : statement.value);
      }
    }
    if (statement.kind === "return" && statement.value !== undefined) returned.push(statement.value);
  }
  return returned.flatMap((value) => {
    if (value.kind !== "name") return [value];
    const meant = bound.get(value.id);
    return meant === undefined ? [] : [meant];
  });
}

const modelsById = once(({ facts }: RuleInput) => new Map(facts.models.map((model) => [model.id, model])));

/** The model whose rows an expression gives: `session.get(Order, 1)`, `select(Order)`, `Order(…)`. */
export function rowsOf(input: RuleInput, module: SourceModule, value: Expression): ModelFact | undefined {
  const models = modelsById(input);
  const modelAt = (expression: Expression | undefined): ModelFact | undefined => {
    const meant = expression && defineExpression(input.project, module, expression);
    return meant?.kind === "class" ? models.get(`${meant.module.path}:${meant.node.name.id}`) : undefined;
  };
  const asked = value.kind === "await" ? value.value : value;
  if (asked.kind !== "call") return undefined;
  const own = modelAt(asked.callee) ?? rowsSaid(input, module, asked.callee);
  if (own !== undefined) return own;
  const last = asked.callee.kind === "attribute" ? asked.callee.name : "";
  if (last === "get") return modelAt(asked.args[0]?.value);
  if (!/^(?:all|first|one|one_or_none|scalar|scalars|scalar_one|scalar_one_or_none)$/.test(last))
    return undefined;
  for (const { callee, args } of callsWithin(asked)) {
    const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
    if (name === "query" || name === "select") return args.length === 1 ? modelAt(args[0]?.value) : undefined;
  }
  return undefined;
}

/** The model whose rows a function of the project says that it returns: one, or many of it. */
function rowsSaid(input: RuleInput, module: SourceModule, callee: Expression): ModelFact | undefined {
  const meant = defineExpression(input.project, module, callee);
  if (meant?.kind !== "function") return undefined;
  const type = itemOf(readType(input, { module: meant.module }, meant.node.returns));
  return type.kind === "reference" ? modelsById(input).get(type.id) : undefined;
}

function itemOf(type: TypeFact): TypeFact {
  return type.kind === "list" || type.kind === "optional" ? itemOf(type.of) : type;
}
