import { allExpressions, allStatements, type Call, type Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, positional, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { SettingFact } from "../setting.ts";

/** What of the environment a module asks for, where it is called by name. Written names are none that are read. */
export function readVariables(reading: Reading, module: SourceModule): readonly SettingFact[] {
  if (!/environ|getenv|decouple|\benv\b/i.test(module.syntax.text)) return [];
  const written = writtenPlaces(module);
  const names = assignedNames(module);
  const found: SettingFact[] = [];
  for (const expression of allExpressions(module.syntax.body)) {
    const read = written.has(expression.start) ? undefined : readExpression(reading, module, expression);
    if (read === undefined) continue;
    const name = names.get(expression.start);
    found.push({ ...read, ...(name === undefined ? {} : { name }), span: spanOf(module, expression) });
  }
  return found;
}

type Read = Omit<SettingFact, "name" | "span">;

function readExpression(reading: Reading, module: SourceModule, expression: Expression): Read | undefined {
  if (expression.kind === "subscript") {
    const variable = textOf(expression.index);
    const isRead = variable !== undefined && pathOf(reading, module, expression.value) === "os.environ";
    return isRead ? { variable, reader: "os.environ", required: true } : undefined;
  }
  if (expression.kind !== "call") return undefined;
  const variable = textOf(positional(expression)[0]);
  return variable === undefined ? undefined : readCall(reading, module, expression, variable);
}

function readCall(reading: Reading, module: SourceModule, call: Call, variable: string): Read | undefined {
  const { callee } = call;
  const path = pathOf(reading, module, callee);
  const [, second] = positional(call);
  if (path === "os.getenv" || path === "os.environ.get")
    return { variable, reader: "os.environ", required: false, ...shown(module, second, "default") };
  const fallback = keyword(call, "default");
  if (path === "decouple.config") {
    const given = fallback ?? second;
    const cast = keyword(call, "cast");
    return {
      variable,
      reader: "decouple",
      required: given === undefined,
      ...shown(module, cast, "type"),
      ...shown(module, given, "default"),
    };
  }
  const [owner, type] =
    callee.kind === "attribute" ? ([callee.value, callee.name] as const) : ([callee, undefined] as const);
  const reader = /^(environs?)\.Env$/.exec(pathOf(reading, module, owner) ?? "")?.[1];
  if (reader === undefined || type?.startsWith("read_") || type === "prefixed") return undefined;
  const given = fallback ?? (reader === "environs" || type !== undefined ? second : undefined);
  return {
    variable,
    reader,
    ...(type === undefined ? {} : { type }),
    required: given === undefined,
    ...shown(module, given, "default"),
  };
}

/** The dotted name of what an expression means: of a function of a package, or of the class that an object is made of. */
function pathOf(
  { project, evaluator }: Reading,
  module: SourceModule,
  expression: Expression,
): string | undefined {
  const meant = defineExpression(project, module, expression);
  if (meant?.kind === "external") return meant.path;
  if (meant?.kind !== "value" || meant.binding.value?.kind !== "call") return undefined;
  const made = evaluator.evaluate(evaluator.moduleFrame(meant.module), meant.binding.value.callee);
  return made?.kind === "external" ? made.path : undefined;
}

function shown(
  { syntax }: SourceModule,
  expression: Expression | undefined,
  as: "default" | "type",
): { readonly [key in "default" | "type"]?: string } {
  if (expression === undefined) return {};
  const text = syntax.text.slice(expression.start, expression.end).replace(/\s+/g, " ");
  return { [as]: text.length > 60 ? `${text.slice(0, 59)}…` : text };
}

/** Where the environment is written and not read. */
function writtenPlaces({ syntax }: SourceModule): ReadonlySet<number> {
  const places = new Set<number>();
  for (const statement of allStatements(syntax.body)) {
    if (statement.kind === "assign" || statement.kind === "delete")
      for (const { start } of statement.targets) places.add(start);
    if (statement.kind === "augmented") places.add(statement.target.start);
  }
  return places;
}

/** The names that values are given as they are, by the place where those begin. */
function assignedNames({ syntax }: SourceModule): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const statement of allStatements(syntax.body)) {
    const [target] = statement.kind === "assign" ? statement.targets : [];
    if (statement.kind === "assign" && target?.kind === "name") names.set(statement.value.start, target.id);
    if (statement.kind === "annotated" && statement.target.kind === "name" && statement.value !== undefined)
      names.set(statement.value.start, statement.target.id);
  }
  return names;
}
