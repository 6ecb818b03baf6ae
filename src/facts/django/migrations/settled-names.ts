import { type Body, type Expression, type Statement, statementsOf } from "#python";

const known = new WeakMap<Body, ReadonlySet<string>>();

/** Names of a scope whose value is not the one that is written with them: bound several times, or changed in place afterwards. */
export function unsettledNames(body: Body): ReadonlySet<string> {
  const before = known.get(body);
  if (before !== undefined) return before;
  const bound = new Set<string>();
  const unsettled = new Set<string>();
  for (const statement of statementsOf(body)) {
    for (const name of boundBy(statement)) (bound.has(name) ? unsettled : bound).add(name);
    const changed = changedBy(statement);
    if (changed !== undefined) unsettled.add(changed);
  }
  known.set(body, unsettled);
  return unsettled;
}

function boundBy(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case "assign":
      return statement.targets.flatMap(namesIn);
    case "annotated":
      return statement.value === undefined ? [] : namesIn(statement.target);
    case "for":
      return namesIn(statement.target);
    default:
      return [];
  }
}

function namesIn(target: Expression): readonly string[] {
  if (target.kind === "name") return [target.id];
  return target.kind === "tuple" || target.kind === "list" ? target.items.flatMap(namesIn) : [];
}

/** `names += …`, `names.append(…)`, `names[0] = …`, `del names` */
function changedBy(statement: Statement): string | undefined {
  switch (statement.kind) {
    case "augmented":
      return rootOf(statement.target);
    case "expression":
      return statement.value.kind === "call" && statement.value.callee.kind === "attribute"
        ? rootOf(statement.value.callee.value)
        : undefined;
    case "assign": {
      const [target] = statement.targets;
      return target?.kind === "subscript" || target?.kind === "attribute" ? rootOf(target) : undefined;
    }
    case "delete":
      return statement.targets[0] && rootOf(statement.targets[0]);
    default:
      return undefined;
  }
}

function rootOf(expression: Expression): string | undefined {
  if (expression.kind === "name") return expression.id;
  return expression.kind === "attribute" || expression.kind === "subscript"
    ? rootOf(expression.value)
    : undefined;
}

/** Names that a scope binds on some branches only. */
export function conditionalNames(body: Body): ReadonlySet<string> {
  const certain = new Set<Statement>(body);
  const names = [...statementsOf(body)].filter((statement) => !certain.has(statement)).flatMap(boundBy);
  return new Set(names);
}
