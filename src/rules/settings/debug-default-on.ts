import type { Span } from "#base";
import { keyword, placeIn, positional, type SchemaFact, type SourceModule, textOf } from "#facts";
import { allStatements, type Call, type Expression } from "#python";
import type { Hit, Rule } from "../rule.ts";

/** Debugging is on where the environment says nothing: a server that lost its settings shows everybody what it is made of. */
export const debugDefaultOn: Rule = {
  severity: "warning",
  on: true,
  fix: "review",
  find: ({ project, facts }) => [
    ...[...project.modules.values()].filter(({ path }) => !isForDevelopers(path)).flatMap(findInModule),
    ...facts.schemas.flatMap((schema) => findInSchema(schema, project.modules.get(schema.span.file))),
  ],
};

const debugNames = /^(?:[A-Z]+_)?DEBUG$/i;
const opposites = new Map([
  ["True", "False"],
  ["true", "false"],
  ["1", "0"],
  ["yes", "no"],
  ["on", "off"],
  ["t", "f"],
  ["y", "n"],
]);

/** Settings of tests and of developers' machines are meant to. */
function isForDevelopers(path: string): boolean {
  return /(?:^|[/_.-])(?:dev|devel|development|devstack|local|tests?|testing|conftest|example|sample|docker|ci)(?=[/_.-])/i.test(
    path,
  );
}

/** `DEBUG = env("DEBUG", default=True)`, by whatever reads the environment. */
function findInModule(module: SourceModule): readonly Hit[] {
  if (!/debug/i.test(module.syntax.text)) return [];
  const found: Hit[] = [];
  for (const statement of allStatements(module.syntax.body)) {
    if (statement.kind !== "assign" && statement.kind !== "annotated") continue;
    const [target] = statement.kind === "assign" ? statement.targets : [statement.target];
    if (target?.kind !== "name" || !debugNames.test(target.id) || !statement.value) continue;
    const fallback = fallbackOf(statement.value);
    const off = fallback && opposites.get(wordOf(fallback) ?? "");
    if (off !== undefined)
      found.push(hitAt(target.id, placeIn(module, fallback ?? target), inKind(fallback, off)));
  }
  return found;
}

/** What is taken where the environment says nothing: of `env("DEBUG", True)`, of `get("DEBUG", "1") == "1"`. */
function fallbackOf(value: Expression): Expression | undefined {
  const call = callWithin(value);
  const [name, fallback] = call ? positional(call) : [];
  const isDebug = debugNames.test(textOf(name) ?? "");
  const given = call && isDebug ? (keyword(call, "default") ?? fallback) : undefined;
  return given && meansOn(value, wordOf(given)) ? given : undefined;
}

/** Whether a value is compared with what it is where the environment is silent, if it is compared at all. */
function meansOn(value: Expression, fallback: string | undefined): boolean {
  if (value.kind !== "comparison") return true;
  const [compared] = value.comparators;
  const isAmong = compared?.kind === "tuple" || compared?.kind === "list" || compared?.kind === "set";
  const words = (isAmong ? compared.items : compared ? [compared] : []).map(wordOf);
  return fallback !== undefined && words.some((word) => word?.toLowerCase() === fallback.toLowerCase());
}

function callWithin(value: Expression, deep = 0): Call | undefined {
  if (deep > 5) return undefined;
  switch (value.kind) {
    case "comparison":
      return isPositive(value.operators) ? callWithin(value.left, deep + 1) : undefined;
    case "call": {
      const [first] = value.args;
      if (textOf(first?.value) !== undefined) return value;
      // `bool(int(get("DEBUG", 1)))`, `get("DEBUG", "yes").lower()`
      if (value.callee.kind === "attribute") return callWithin(value.callee.value, deep + 1);
      return first && callWithin(first.value, deep + 1);
    }
    default:
      return undefined;
  }
}

function isPositive(operators: readonly string[]): boolean {
  return operators.length === 1 && (operators[0] === "==" || operators[0] === "in");
}

function wordOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "number":
      return expression.raw;
    default:
      return textOf(expression);
  }
}

function inKind(fallback: Expression | undefined, off: string): string {
  return fallback?.kind === "string" ? JSON.stringify(off) : off;
}

/** `debug: bool = True` in a class of settings. */
function findInSchema(schema: SchemaFact, module: SourceModule | undefined): readonly Hit[] {
  if (schema.form !== "settings" || module === undefined || isForDevelopers(module.path)) return [];
  for (const statement of allStatements(module.syntax.body)) {
    if (statement.kind !== "class" || placeIn(module, statement.name).offset !== schema.span.offset) continue;
    return statement.body.flatMap((member): readonly Hit[] => {
      if (member.kind !== "annotated" || member.target.kind !== "name" || !debugNames.test(member.target.id))
        return [];
      const { value } = member;
      if (value?.kind !== "constant" || value.value !== "True") return [];
      return [hitAt(member.target.id, placeIn(module, value), "False")];
    });
  }
  return [];
}

function hitAt(name: string, span: Span, off: string): Hit {
  return {
    span,
    message: `${name} is on where the environment does not say otherwise: a server that lost its settings shows its code and its secrets in every error`,
    mend: `let it be ${off} unless it is asked for, and ask for it where developers work`,
    fix: { safety: "review", edits: [{ span, text: off }] },
  };
}
