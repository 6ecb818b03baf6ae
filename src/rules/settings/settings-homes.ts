import type { Span } from "#base";
import { isByHand, isTest, placeIn, type SourceModule } from "#facts";
import { allStatements } from "#python";
import { once, type RuleInput } from "../rule.ts";

/** Where a project keeps its settings: a class of them, or a module that reads them with a package made for that. */
export interface SettingsHome {
  readonly name: string;
  readonly span: Span;
}

/** Packages that read settings from the environment, with types and defaults. */
const readers = /^(?:decouple|environ|environs|dynaconf)(?:\.|$)/;

export const settingsHomes: (input: RuleInput) => readonly SettingsHome[] = once(({ project, facts }) => [
  ...facts.schemas.filter(({ form, span }) => form === "settings" && !isTest(span.file)),
  ...[...project.modules.values()]
    .filter(({ path }) => !isTest(path) && !isByHand(path))
    .flatMap((module) => homeOf(module) ?? []),
]);

function homeOf(module: SourceModule): SettingsHome | undefined {
  if (!/\b(?:decouple|environs?|dynaconf)\b/.test(module.syntax.text)) return undefined;
  for (const statement of allStatements(module.syntax.body)) {
    const named =
      statement.kind === "import-from" && statement.level === 0
        ? [statement.module]
        : statement.kind === "import"
          ? statement.names.map(({ path }) => path)
          : [];
    if (named.some((name) => readers.test(name)))
      return { name: module.path, span: placeIn(module, statement) };
  }
  return undefined;
}
