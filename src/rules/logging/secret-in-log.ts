import { isLog, isTest, placeIn, type SourceModule } from "#facts";
import { allStatements, type Call, type Expression } from "#python";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule } from "../rule.ts";

/** A password, a key or a token is written to a log. */
export const secretInLog: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: ({ project }) =>
    [...project.modules.values()].filter(({ path }) => !isTest(path)).flatMap(findInModule),
};

/** Names of what nobody else may know. */
const secrets =
  /^(?:\w+_)?(?:password|passwd|secret|secret_key|client_secret|api_?key|access_token|refresh_token|auth_token|bearer_token|private_key|session_token|id_token)$/i;

function findInModule(module: SourceModule): readonly Hit[] {
  const seen = new Set<Call>();
  const found: Hit[] = [];
  for (const statement of allStatements(module.syntax.body)) {
    if (statement.kind !== "expression") continue;
    for (const call of callsWithin(statement)) {
      if (seen.has(call) || !isLog(call)) continue;
      seen.add(call);
      const secret = call.args.map(({ value }) => secretIn(value)).find((each) => each !== undefined);
      if (secret === undefined) continue;
      const shown = module.syntax.text.slice(secret.start, secret.end);
      found.push({
        span: placeIn(module, secret),
        message: `${shown} is written to a log: whoever may read logs can use it, and they are kept for long and copied to other places`,
        mend: `leave ${shown} out of the message, or log something that stands for it and opens nothing`,
      });
    }
  }
  return found;
}

/** The secret itself within what is logged; what a call makes of it, whether there is one and parts of it are none. */
function secretIn(value: Expression): Expression | undefined {
  switch (value.kind) {
    case "name":
      return secrets.test(value.id) && value.id !== value.id.toUpperCase() ? value : undefined;
    case "attribute":
      return secrets.test(value.name) ? value : undefined;
    case "subscript":
      return value.index.kind === "string" && secrets.test(value.index.value) ? value : undefined;
    case "formatted":
      return value.parts
        .map((part) => (part.kind === "replacement" ? secretIn(part.value) : undefined))
        .find((each) => each !== undefined);
    case "binary":
      return secretIn(value.left) ?? secretIn(value.right);
    case "tuple":
      return value.items.map(secretIn).find((each) => each !== undefined);
    default:
      return undefined;
  }
}
