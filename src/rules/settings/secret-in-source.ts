import { isMigration, isSampleData, isTest, placeIn, textOf } from "#facts";
import { type Expression, statementsOf } from "#python";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** A secret stands in the source: whoever reads that, or any copy of it, has it. */
export const secretInSource: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  covers: ["S105", "S106", "S107"],
  find: (input) => [...ofSettings(input), ...ofModules(input)],
};

/** The last words of names that hold a secret. */
const names =
  /(?:^|_)(?:secret|secret_?key|password|passwd|api_?key|access_?key|private_?key|auth_?token|access_?token|api_?token|signing_?key|encryption_?key)$/i;
/** Settings of tests and of developers' machines. */
const forDevelopers =
  /(?:^|[/_.-])(?:dev|devel|development|local|tests?|testing|conftest|example|sample|docker|ci)(?=[/_.-])/i;
/** What keys of known services begin with. */
const marked =
  /^(?:sk_live_|rk_live_|AKIA[0-9A-Z]{12}|ghp_|gho_|github_pat_|glpat-|xox[abp]-|AIza[0-9A-Za-z_-]{30}|SG\.|-----BEGIN [A-Z ]*PRIVATE KEY)/;
/** What keys begin with that are handed to every browser. */
const published = /^(?:phc_|pk_(?:live|test)_|pk\.eyJ|rzp_(?:live|test)_|pub[a-f0-9]{32}$)/;
/** Words of what is to be filled in, and of what is used nowhere but at home. */
const placeholder =
  /change|replace|example|your|placeholder|dummy|fake|test|todo|local|develop|^dev|insecure|secret|password|default|sample|xxx|<|>|\$\{|\{\{/i;

function* fieldsOf({
  facts,
}: RuleInput): Generator<{ readonly name: string; readonly text: string; readonly span: Hit["span"] }> {
  for (const { form, fields, span } of facts.schemas) {
    if (form !== "settings") continue;
    // What a base declares is told there.
    for (const field of fields)
      if (field.default !== undefined && field.span.file === span.file)
        yield { name: field.name, text: field.default, span: field.span };
  }
}

function ofSettings(input: RuleInput): readonly Hit[] {
  const told = new Set<number>();
  return [...fieldsOf(input)].flatMap(({ name, text, span }): readonly Hit[] => {
    if (
      isTest(span.file) ||
      forDevelopers.test(span.file) ||
      isSampleData(span.file) ||
      !isSecret(name, text) ||
      told.has(span.offset)
    )
      return [];
    told.add(span.offset);
    return [tell(name, span)];
  });
}

/** Names at the top of modules of settings: `SECRET_KEY = "…"`, also behind `os.environ.get("SECRET_KEY", "…")`. */
function ofModules({ project }: RuleInput): readonly Hit[] {
  return [...project.modules.values()].flatMap((module): readonly Hit[] => {
    const { path } = module;
    if (!/(?:^|\/)(?:settings?|config|conf|constants|secrets)(?:\/|[^/]*\.py$)/.test(path)) return [];
    if (isTest(path) || forDevelopers.test(path) || isSampleData(path) || isMigration(path)) return [];
    return [...statementsOf(module.syntax.body)].flatMap((statement): readonly Hit[] => {
      if (statement.kind !== "assign") return [];
      const value = literalOf(statement.value);
      const text = textOf(value);
      return statement.targets.flatMap((target): readonly Hit[] =>
        target.kind === "name" && value !== undefined && text !== undefined && isSecret(target.id, text)
          ? [tell(target.id, placeIn(module, value))]
          : [],
      );
    });
  });
}

/** A text, or the one that is taken where the surroundings say nothing. */
function literalOf(value: Expression): Expression | undefined {
  if (value.kind === "string") return value;
  if (value.kind !== "call") return undefined;
  const { callee, args } = value;
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  if (!/^(?:get|getenv|config|env|str)$/.test(name)) return undefined;
  const fallback =
    args.find((each) => each.name === "default")?.value ??
    args.filter((each) => each.name === undefined)[1]?.value;
  return fallback?.kind === "string" ? fallback : undefined;
}

function isSecret(name: string, text: string): boolean {
  if (marked.test(text)) return text.length >= 20;
  if (!names.test(name) || published.test(text) || placeholder.test(text)) return false;
  return text.length >= 16 && /^[\w+/=.!@#%^&*()~-]+$/.test(text) && looksRandom(text);
}

/** Letters and digits in no order that a word has. */
function looksRandom(text: string): boolean {
  if (!/\d/.test(text) || !/[a-z]/i.test(text)) return false;
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const entropy = [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
  return entropy >= 3;
}

function tell(name: string, span: Hit["span"]): Hit {
  return {
    span,
    message: `${name} stands in the source: whoever can read that, or an old copy of it, has the secret`,
    mend: `read it from the surroundings of the process without a value to fall back on, and replace the secret: it is known`,
  };
}
