import type { Finding, Severity, Span } from "#base";
import type { Facts, Reading } from "#facts";
import { dropOverruled } from "./precedence.ts";
import type { Hit, Rule } from "./rule.ts";

/** A rule that is on, with the severity that the project gives it. */
export interface RuleChoice {
  readonly id: string;
  readonly rule: Rule;
  /** Absent, the rule's own. */
  readonly severity?: Severity;
}

export interface Silence {
  readonly rule: string;
  readonly place: Span;
  readonly why: string;
}

export interface Checked {
  readonly findings: readonly Finding[];
  /** Where rules were silent because the facts ran out. */
  readonly silences: readonly Silence[];
}

/** Asks each rule what it finds; of several that see one defect, the one that knows most speaks. In the order of the files. */
export function runRules(
  reading: Reading,
  facts: Facts,
  choices: readonly RuleChoice[],
  today?: string,
): Checked {
  const silences: Silence[] = [];
  const found = choices.flatMap((choice) => {
    const { id, rule } = choice;
    const explainSilence = (place: Span, why: string): void => void silences.push({ rule: id, place, why });
    return rule
      .find({ ...reading, facts, explainSilence, ...(today === undefined ? {} : { today }) })
      .map((hit) => asFinding(choice, hit));
  });
  return { findings: dropOverruled(found, choices).toSorted(compareFindings), silences };
}

function asFinding({ id, rule, severity }: RuleChoice, hit: Hit): Finding {
  return { ...hit, rule: id, severity: severity ?? hit.severity ?? rule.severity };
}

function compareFindings(one: Finding, other: Finding): number {
  return (
    compare(one.span?.file ?? "", other.span?.file ?? "") ||
    (one.span?.offset ?? 0) - (other.span?.offset ?? 0) ||
    compare(one.rule, other.rule)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
