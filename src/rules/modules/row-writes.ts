import { defineExpression, type ModelIndex } from "#facts";
import type { Call, Expression } from "#python";
import type { FunctionBody } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { RuleInput } from "../rule.ts";

/** A call that writes rows. */
export interface RowWrite {
  readonly call: Call;
  /** What is written: a model by its name, or a row by the name that the function has for it. */
  readonly subject: string;
  /** The id of the model, where it is named. */
  readonly model?: string;
}

const ofMany = /^(?:create|bulk_create|get_or_create|update_or_create|bulk_update|update|delete)$/;
const ofOne = /^(?:save|delete)$/;
const ofSession = /^(?:add|add_all|delete|merge)$/;

/** What a function writes itself, in the order of the text: not what those write that it calls, forms and serializers among them. */
export function writesOf(input: RuleInput, models: ModelIndex, body: FunctionBody): readonly RowWrite[] {
  return callsWithin(body.node.body).flatMap((call): readonly RowWrite[] => {
    const { callee } = call;
    if (callee.kind !== "attribute") return [];
    const { name, value } = callee;
    const model = ofMany.test(name) ? modelIn(input, models, body, value) : undefined;
    if (model !== undefined) return [{ call, ...model }];
    if (value.kind !== "name") return [];
    const [first] = call.args;
    if (/session$|^db$/i.test(value.id) && ofSession.test(name) && first !== undefined)
      return [{ call, subject: subjectOf(first.value) }];
    const isRow =
      ofOne.test(name) && !/serializer|form|file|storage|cache|image|self|cls|super/i.test(value.id);
    return isRow ? [{ call, subject: value.id }] : [];
  });
}

/** The model at which a chain of calls begins: `Order.objects.filter(…).update(…)`. */
function modelIn(
  { project, classes }: RuleInput,
  models: ModelIndex,
  { module, scopes }: FunctionBody,
  chain: Expression,
): Pick<RowWrite, "subject" | "model"> | undefined {
  let isManager = false;
  for (let at: Expression | undefined = chain; at !== undefined; at = below(at)) {
    isManager ||= at.kind === "attribute" && /(?:^|_)objects$|_manager$/.test(at.name);
    if (at.kind !== "name") continue;
    const meant = isManager ? defineExpression(project, module, at, scopes) : undefined;
    const fact = meant?.kind === "class" ? models.ofClass(classes.read(meant)) : undefined;
    return fact && { subject: fact.name, model: fact.id };
  }
  return undefined;
}

function below(expression: Expression): Expression | undefined {
  if (expression.kind === "attribute" || expression.kind === "subscript") return expression.value;
  return expression.kind === "call" ? expression.callee : undefined;
}

function subjectOf(value: Expression): string {
  if (value.kind === "name") return value.id;
  const of = value.kind === "call" ? value.callee : value;
  return of.kind === "name" ? of.id : of.kind === "attribute" ? of.name : "rows";
}
