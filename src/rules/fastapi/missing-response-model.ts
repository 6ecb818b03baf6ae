import { placeIn } from "#facts";
import type { Expression } from "#python";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { type Endpoint, endpointsOf, tellRoute } from "./endpoints.ts";
import { returnedValues, rowsOf } from "./returned-values.ts";

/** Nothing says what an operation answers: rows and dictionaries go out whole, whatever is in them. */
export const missingResponseModel: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => endpointsOf(input).flatMap((endpoint) => findInEndpoint(input, endpoint)),
};

function findInEndpoint(input: RuleInput, { route, operation, module, node }: Endpoint): readonly Hit[] {
  const { answer, inSchema, responses } = operation;
  const status = responses.find(({ by }) => by === "answered")?.status;
  if (answer !== "unsaid" || inSchema !== true || status === undefined) return [];
  if (status === 204 || (status >= 300 && status < 400)) return [];
  for (const value of returnedValues(node)) {
    const model = rowsOf(input, module, value);
    const given = model === undefined ? tellPlain(value) : `rows of ${model.name}`;
    if (given === undefined) continue;
    return [
      {
        span: placeIn(module, node.name),
        message: `${tellRoute(route)} answers ${given}, and nothing says what that holds: a field that is added there goes out unseen`,
        mend: `say it with a model: the return annotation of ${node.name.id}, or response_model`,
        path: [{ message: `what it answers`, span: placeIn(module, value) }],
      },
    ];
  }
  return [];
}

/** A dictionary or list with something in it that was worked out; one of literals alone shows what it is. */
function tellPlain(value: Expression): string | undefined {
  switch (value.kind) {
    case "dictionary":
      return value.entries.some((entry) => !isLiteral(entry.value)) ? "a dictionary" : undefined;
    case "list":
      return value.items.some((item) => !isLiteral(item)) ? "a list" : undefined;
    case "comprehension":
      return value.form === "generator" ? undefined : value.form === "dictionary" ? "a dictionary" : "a list";
    default:
      return undefined;
  }
}

function isLiteral(value: Expression): boolean {
  if (value.kind === "dictionary") return value.entries.every((entry) => isLiteral(entry.value));
  if (value.kind === "list" || value.kind === "tuple") return value.items.every(isLiteral);
  return ["string", "number", "constant", "formatted"].includes(value.kind);
}
