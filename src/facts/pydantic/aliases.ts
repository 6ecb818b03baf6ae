import type { Call, Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import { keyword, positional, textOf } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";
import { textFunction } from "../text-functions/index.ts";
import { pydanticName } from "./names.ts";

/** Turns the name of a field into another; undefined where source does not tell. */
export type Renaming = (name: string) => string | undefined;

/** What an `alias_generator` makes of names; undefined where that is not known. */
export interface AliasGenerator {
  readonly input?: Renaming;
  readonly output?: Renaming;
}

/** As `pydantic.alias_generators` has them: https://docs.pydantic.dev/latest/api/config/#pydantic.alias_generators */
const renamings: Readonly<Record<string, Renaming>> = {
  to_pascal: toPascal,
  to_camel: toCamel,
  to_snake: (name) =>
    name
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
      .replace(/([a-z])([A-Z])/g, "$1_$2")
      .replace(/([0-9])([A-Z])/g, "$1_$2")
      .replace(/([a-z])([0-9])/g, "$1_$2")
      .replaceAll("-", "_")
      .toLowerCase(),
};

function toPascal(name: string): string {
  const titled = name.toLowerCase().replace(/(^|[^a-z])([a-z])/g, (_, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
  return titled.replace(/([0-9A-Za-z])_(?=[0-9A-Z])/g, "$1");
}

function toCamel(name: string): string {
  if (/^[a-z]+[A-Za-z0-9]*$/.test(name) && !/\d[a-z]/.test(name)) return name;
  return toPascal(name).replace(/^_*[A-Z]/, (start) => start.toLowerCase());
}

/** `alias_generator=to_camel`, or an `AliasGenerator` with a function for each way. */
export function readAliasGenerator(
  project: Project,
  module: SourceModule,
  given: Expression | undefined,
): AliasGenerator | undefined {
  if (given === undefined || (given.kind === "constant" && given.value === "None")) return undefined;
  if (given.kind !== "call" || isStatic(given)) {
    const renaming = renamingOf(project, module, given);
    return renaming === undefined ? {} : { input: renaming, output: renaming };
  }
  const both = renamingPart(project, module, keyword(given, "alias"));
  const input = renamingPart(project, module, keyword(given, "validation_alias")) ?? both ?? itself;
  const output = renamingPart(project, module, keyword(given, "serialization_alias")) ?? both ?? itself;
  return { ...(input === "unknown" ? {} : { input }), ...(output === "unknown" ? {} : { output }) };
}

/** `alias_generator = staticmethod(f)`, within a class. */
function isStatic({ callee }: Call): boolean {
  return callee.kind === "name" && callee.id === "staticmethod";
}

const itself: Renaming = (name) => name;

function renamingPart(
  project: Project,
  module: SourceModule,
  given: Expression | undefined,
): Renaming | "unknown" | undefined {
  return given === undefined ? undefined : (renamingOf(project, module, given) ?? "unknown");
}

function renamingOf(project: Project, module: SourceModule, said: Expression): Renaming | undefined {
  const given = said.kind === "call" && isStatic(said) ? (positional(said)[0] ?? said) : said;
  const meant = defineExpression(project, module, given);
  if (meant?.kind !== "external") return textFunction(project, module, given);
  const name = pydanticName(meant.path);
  if (name !== undefined && Object.hasOwn(renamings, name)) return renamings[name];
  return meant.path === "humps.camelize" || meant.path === "humps.main.camelize" ? toCamel : undefined;
}

/** The names of `validation_alias=AliasChoices("a", AliasPath("b", 0))`; undefined where one is not written out. */
export function readAliases(given: Expression): readonly string[] | undefined {
  const text = textOf(given);
  if (text !== undefined) return [text];
  if (given.kind !== "call" || given.callee.kind !== "name") return undefined;
  const parts = positional(given);
  if (given.callee.id === "AliasPath") {
    const steps = parts.map((part) => textOf(part) ?? (part.kind === "number" ? part.raw : undefined));
    return steps.every((step) => step !== undefined) ? [steps.join(".")] : undefined;
  }
  if (given.callee.id !== "AliasChoices") return undefined;
  const choices = parts.map(readAliases);
  return choices.every((choice) => choice !== undefined) ? choices.flat() : undefined;
}
