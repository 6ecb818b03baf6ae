import { allStatements } from "#python";
import type { Project } from "../../project.ts";
import { wordsOf } from "./field-class.ts";
import { meantBy } from "./meant.ts";
import type { PlainReader } from "./plain-reader.ts";

/**
 * Words of the code that a project puts in the place of the framework's own, where it has its fields deconstructed another way:
 * arguments that it names are not compared. Undefined where that code cannot be seen.
 */
export function patchedArguments(reader: PlainReader): ReadonlySet<string> | undefined {
  const words = new Set<string>();
  for (const module of modulesWith(reader.project, ".deconstruct = ")) {
    const statements = allStatements(module.syntax.body);
    for (const statement of statements) {
      if (statement.kind !== "assign") continue;
      const { targets, value } = statement;
      const [target] = targets;
      if (target?.kind !== "attribute" || target.name !== "deconstruct") continue;
      const meant = meantBy(reader, { module }, value);
      const path = meant?.kind === "function" ? meant.path.slice(0, meant.path.lastIndexOf(":")) : undefined;
      // Within a function, it may be one that stands there too.
      const isHere = statements.some(
        (each) => each.kind === "function" && value.kind === "name" && each.name.id === value.id,
      );
      const written = path !== undefined ? reader.project.modules.get(path) : isHere ? module : undefined;
      if (written === undefined) return undefined;
      const { text } = written.syntax;
      for (const word of wordsOf(text, { start: 0, end: text.length })) words.add(word);
    }
  }
  for (const { syntax } of modulesWith(reader.project, "ALTER_OPTION_KEYS")) {
    // Options that are no longer compared: `AlterModelOptions.ALTER_OPTION_KEYS.remove("verbose_name")`; where the list is made
    // anew, whatever the file names.
    const isAnew = /ALTER_OPTION_KEYS(?:\[:\])?\s*=[^=]/.test(syntax.text);
    const lines = isAnew ? [[syntax.text]] : syntax.text.matchAll(/.*ALTER_OPTION_KEYS.*/g);
    for (const [line = ""] of lines)
      for (const word of wordsOf(line, { start: 0, end: line.length })) words.add(word);
  }
  return words;
}

function modulesWith(project: Project, text: string) {
  return [...project.modules.values()].filter(({ syntax }) => syntax.text.includes(text));
}

/** Names that some code adds to models from outside; undefined where it adds some that cannot be told. */
export function addedFromOutside(project: Project): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const { syntax } of modulesWith(project, "add_to_class(")) {
    for (const [, quoted] of syntax.text.matchAll(/add_to_class\(\s*(?:["'](\w+)["'])?/g)) {
      if (quoted === undefined) return undefined;
      names.add(quoted);
    }
  }
  return names;
}
