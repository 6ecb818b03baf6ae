import type { Expression, FunctionDefinition, Lambda } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Project, SourceModule } from "../project.ts";
import type { Frame } from "./expressions.ts";
import { workOut } from "./expressions.ts";
import type { Callable, Plain } from "./plain.ts";
import { workThrough } from "./statements.ts";

/** Undefined where source alone does not tell what it makes of this text. */
export type TextFunction = (text: string) => string | undefined;

const mostSteps = 5000;
const deepest = 8;

/** A function of the project, or a lambda, that makes a text of a text, as something that can be asked; nothing is run. */
export function textFunction(
  project: Project,
  module: SourceModule,
  given: Expression,
): TextFunction | undefined {
  const meant = given.kind === "lambda" ? { module, node: given } : definedFunction(project, module, given);
  if (meant === undefined) return undefined;
  return (text) => {
    const left = { steps: mostSteps };
    const made = callableOf({ project, left, depth: 0 }, meant.module, meant.node).apply([text]);
    return typeof made === "string" ? made : undefined;
  };
}

interface Work {
  readonly project: Project;
  readonly left: Frame["left"];
  readonly depth: number;
}

function definedFunction(
  project: Project,
  module: SourceModule,
  given: Expression,
): { readonly module: SourceModule; readonly node: FunctionDefinition | Lambda } | undefined {
  if (given.kind !== "name" && given.kind !== "attribute") return undefined;
  const meant = defineExpression(project, module, given);
  if (meant?.kind === "function")
    return meant.node.async || meant.node.decorators.length > 0 ? undefined : meant;
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  return meant?.kind === "value" && value?.kind === "lambda"
    ? { module: meant.module, node: value }
    : undefined;
}

function callableOf(work: Work, module: SourceModule, node: FunctionDefinition | Lambda): Callable {
  return {
    kind: "callable",
    apply: (args) => {
      if (work.depth > deepest) return undefined;
      const names = new Map<string, Plain>();
      for (const [index, { form, name, default: fallback }] of node.parameters.entries()) {
        if (form === "variadic" || form === "keywords") return undefined;
        const frame = { names: new Map<string, Plain>(), outside: () => undefined, left: work.left };
        const value = args[index] ?? (fallback && workOut(frame, fallback));
        if (value === undefined) return undefined;
        names.set(name, value);
      }
      if (args.length > node.parameters.length) return undefined;
      const below = { ...work, depth: work.depth + 1 };
      const frame: Frame = {
        names,
        outside: (name) => meaningOf(below, module, name),
        left: work.left,
      };
      if (node.kind === "lambda") return workOut(frame, node.body);
      const outcome = workThrough(frame, node.body);
      return outcome === "passed" ? null : outcome?.value;
    },
  };
}

/** What a name at the top of a module means to such a function: another one, or a text. */
function meaningOf(work: Work, module: SourceModule, name: string): Plain | undefined {
  const place = { kind: "name", id: name, start: 0, end: 0 } as const;
  const found = definedFunction(work.project, module, place);
  if (found !== undefined) return callableOf(work, found.module, found.node);
  const meant = defineExpression(work.project, module, place);
  if (meant === undefined) return undefined;
  const value = meant.kind === "value" ? meant.binding.value : undefined;
  // Something of the project's own, though the language has the name too.
  return value?.kind === "string" && !value.bytes
    ? value.value
    : { kind: "callable", apply: () => undefined };
}
