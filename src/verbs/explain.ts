import { type Finding, hasErrors, nearestName, type Severity } from "#base";
import { behaviourTexts, type Domain, type OperationMeaning } from "#domain";
import { type Rule, rules, ruleTexts } from "#rules";
import type { ExplainInput } from "./explain-input.ts";
import { findOperation } from "./find-operation.ts";
import { type PossibleSetting, possibleSettings } from "./operation-settings.ts";
import { readUnderstanding, type Understanding } from "./understanding.ts";
import type { Verb, VerbResult } from "./verb.ts";

export type ExplainValue =
  | {
      readonly kind: "operation";
      readonly domain: Domain;
      readonly operation: OperationMeaning;
      readonly settings: readonly PossibleSetting[];
      readonly sources: ReadonlyMap<string, string>;
    }
  | {
      readonly kind: "behaviour";
      readonly name: string;
      /** Markdown. */
      readonly text: string;
    }
  | {
      readonly kind: "rule";
      readonly name: string;
      readonly rule: Rule;
      /** Markdown. */
      readonly text: string;
    }
  | { readonly kind: "rules"; readonly rules: readonly RuleLine[] }
  | {
      readonly kind: "unknown";
      readonly findings: readonly Finding[];
      readonly sources: ReadonlyMap<string, string>;
    };

/** One rule of the list that `explain rules` tells. */
export interface RuleLine {
  readonly id: string;
  readonly severity: Severity;
  readonly on: boolean;
  readonly fix: Rule["fix"];
  readonly sentence: string;
}

const methods = new Set(["get", "put", "post", "delete", "patch", "head", "options", "trace"]);

/** Why an operation is understood as it was, or what a behaviour of the catalogue or a rule means. */
export const explain: Verb<ExplainInput, ExplainValue> = {
  async run(workspace, input) {
    const { name, contract, surplus } = splitWords(input.name ?? []);
    const text = Object.hasOwn(behaviourTexts, name) ? behaviourTexts[name] : undefined;
    if (surplus !== undefined) return unknown([stray(surplus)]);
    const rule = rules.get(name);
    const told = ruleTexts[name] ?? "";
    if (rule !== undefined) return { exitCode: 0, value: { kind: "rule", name, rule, text: told } };
    if (name === "rules") return { exitCode: 0, value: { kind: "rules", rules: listRules() } };
    const understanding = await readUnderstanding(workspace, { contract });
    const { domain, findings } = understanding;
    const operation = domain && findOperation(domain, name);
    if (domain && operation && !hasErrors(findings)) return explained(domain, operation, understanding);
    if (text !== undefined) return { exitCode: 0, value: { kind: "behaviour", name, text } };
    if (hasErrors(findings) && understanding.file !== undefined)
      return unknown(findings, understanding.sources);
    return unknown([nothingCalled(name, domain)], understanding.sources);
  },
};

function listRules(): readonly RuleLine[] {
  return [...rules].map(([id, { severity, on, fix }]) => {
    const [, sentence = ""] = ruleTexts[id]?.split(/\n\n/) ?? [];
    return { id, severity, on, fix, sentence };
  });
}

interface Words {
  readonly name: string;
  readonly contract?: string;
  readonly surplus?: string;
}

/** `NAME [CONTRACT]`, where the name may be the two words `METHOD /path`. */
function splitWords(words: readonly string[]): Words {
  const [first = "", second = ""] = words;
  const isRoute = methods.has(first.toLowerCase()) && second.startsWith("/");
  const name = isRoute ? `${first} ${second}` : first;
  const [contract, surplus] = words.slice(isRoute ? 2 : 1);
  return {
    name,
    ...(contract !== undefined && { contract }),
    ...(surplus !== undefined && { surplus }),
  };
}

function explained(
  domain: Domain,
  operation: OperationMeaning,
  { settings, sources }: Understanding,
): VerbResult<ExplainValue> {
  const possible = possibleSettings(operation, domain, settings);
  return { exitCode: 0, value: { kind: "operation", domain, operation, settings: possible, sources } };
}

function unknown(
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string> = new Map(),
): VerbResult<ExplainValue> {
  return { exitCode: 2, value: { kind: "unknown", findings, sources } };
}

function stray(word: string): Finding {
  return {
    rule: "usage/surplus-word",
    severity: "error",
    message: `"${word}" is one word too many`,
    mend: "keelback explain NAME [CONTRACT]",
  };
}

function nothingCalled(name: string, domain: Domain | undefined): Finding {
  const behaviours = Object.keys(behaviourTexts);
  const operations = domain?.operations ?? [];
  const meant = nearestName(name, [
    ...operations.map(({ id }) => id),
    ...behaviours,
    ...rules.keys(),
    "rules",
    ...operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`),
  ]);
  const known = `the behaviours are ${behaviours.join(", ")}, and keelback explain rules tells the rules`;
  const hint = domain
    ? known
    : `${known}; for an operation, name its contract: keelback explain OPERATION CONTRACT`;
  return {
    rule: "usage/unknown-name",
    severity: "error",
    message: domain
      ? `neither an operation of ${domain.contractFile} nor a behaviour nor a rule is called "${name}"`
      : `no behaviour and no rule is called "${name}", and no contract is named`,
    mend: meant === undefined ? hint : `did you mean "${meant}"?`,
  };
}
