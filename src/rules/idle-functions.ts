import { define, isTest, type Place, type SourceModule } from "#facts";
import { type FunctionDefinition, statementsOf } from "#python";
import { once, type RuleInput } from "./rule.ts";

/**
 * Whether a place stands in a function that the application never runs: a plain one at the top of a module, which nothing but tests
 * names, while others of that module are called. Decorated functions and methods may be called by whatever they are handed to.
 */
export function isIdle(input: RuleInput, { module, start, end }: Place): boolean {
  const functions = functionsOf(module);
  const around = functions.find((each) => each.start <= start && end <= each.end);
  if (around === undefined || around.decorators.length > 0) return false;
  if (namingOf(input, module, around) !== "never") return false;
  return functions.some((each) => namingOf(input, module, each) === "surely");
}

function functionsOf({ syntax }: SourceModule): readonly FunctionDefinition[] {
  return [...statementsOf(syntax.body)].filter((statement) => statement.kind === "function");
}

/** Whether a function is named: `perhaps` where its name stands somewhere, and nobody sees whose it is there. */
type Naming = "surely" | "perhaps" | "never";

const answers: (input: RuleInput) => Map<string, Naming> = once(() => new Map());

/** Whether anything but a test names a function, its own definition apart. */
function namingOf(input: RuleInput, module: SourceModule, { name: { id } }: FunctionDefinition): Naming {
  const known = answers(input);
  const key = `${module.path}:${id}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  let found: Naming = "never";
  const { modules, templates } = input.project;
  for (const file of [...modules.values(), ...templates.values()]) {
    const here = isTest(file.path) ? "never" : namingIn(input, file, module, id);
    if (here !== "never") found = here;
    if (found === "surely") break;
  }
  known.set(key, found);
  return found;
}

/** Whether a file names a function of a module; what is known to be another of that name is not counted. */
function namingIn({ project }: RuleInput, file: SourceModule, module: SourceModule, name: string): Naming {
  const { text } = file.syntax;
  if (!text.includes(name)) return "never";
  let found: Naming = "never";
  for (const { index } of text.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, "g"))) {
    const before = text.slice(Math.max(0, index - 80), index);
    if (/\bdef\s+$/.test(before)) continue;
    const [, of] = /(?<![\w.])(\w+)\s*\.\s*$/.exec(before) ?? [];
    const owner = define(project, file, of ?? name);
    const its = owner === undefined || owner.kind === "external" ? undefined : owner.module;
    // What a dot leads to in a package, or in anything but a module, may be handed on from anywhere.
    const isOpen = of === undefined ? its === undefined : owner?.kind !== "module" || its?.isPackage === true;
    if (its === module && (of === undefined || owner?.kind === "module")) return "surely";
    if (isOpen) found = "perhaps";
  }
  return found;
}
