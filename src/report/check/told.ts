import type { Finding, Severity } from "#base";
import { notices, ruleTexts } from "#rules";
import type { CheckValue, FileRole, ToldFindings } from "#verbs";
import { countFindings } from "../findings.ts";
import type { Sources } from "../sources.ts";
import { counted, figure } from "../text/figures.ts";
import { tellSum } from "./sum.ts";

/** Findings of any verb, with all that programs and pages tell of them. */
export interface Told {
  readonly verb: "check" | "contract lint" | "drift";
  readonly version: string;
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  readonly sources: Sources;
  readonly keyOf: (finding: Finding) => string;
  /** All of it in one line. */
  readonly sum: string;
  /** The rules that were asked, each with its text, in markdown, and its address where others explain it. */
  readonly rules: readonly {
    readonly id: string;
    readonly severity: Severity;
    readonly text?: string;
    readonly link?: string;
  }[];
  /** Whether the path of a finding is one way through code, or places beside each other. */
  readonly evidence: "way" | "places";
  /** What files are for, where routes or models stand in them. */
  readonly roles: ReadonlyMap<string, FileRole>;
}

/** The findings of `check`. */
export function toldOfCheck(value: CheckValue): Told {
  const { version, exitCode, findings, sources, keyOf, choices, links, roles } = value;
  const own = choices.map(({ id, rule, severity }) => describe(id, severity ?? rule.severity, ruleTexts[id]));
  const known = new Set(own.map(({ id }) => id));
  const others = new Map(findings.map(({ rule, severity }) => [rule, severity]));
  const rules = [
    ...own,
    ...[...others]
      .filter(([id]) => !known.has(id))
      .map(([id, severity]) => ({ ...describe(id, severity, notices[id]), ...linkOf(links.get(id)) })),
  ];
  const head = { verb: "check", version, exitCode, sum: tellSum(value) } as const;
  return { ...head, findings, sources, keyOf, rules, evidence: "way", roles };
}

/** The findings of a verb about contracts. */
export function toldOfContracts(verb: Told["verb"], value: ToldFindings, documents: number): Told {
  const { version, exitCode, findings, sources, keyOf } = value;
  const known = new Set(value.rules.map(({ id }) => id));
  const others = new Map(findings.map(({ rule, severity }) => [rule, severity]));
  const rules = [
    ...value.rules.map(({ id, severity, summary }) => describe(id, severity, summary)),
    ...[...others]
      .filter(([id]) => !known.has(id))
      .map(([id, severity]) => describe(id, severity, undefined)),
  ];
  const head = { verb, version, exitCode, sum: sumOfContracts(value, documents) } as const;
  return { ...head, findings, sources, keyOf, rules, evidence: "places", roles: new Map() };
}

/** `4 errors, 9 warnings in 12 documents (23 in the baseline)` */
export function sumOfContracts(value: ToldFindings, documents: number): string {
  const { findings } = value;
  const found = findings.length === 0 ? "nothing found" : countFindings(findings);
  return `${found} in ${counted(documents, "document")}${tellAccepted(value)}`;
}

/** ` (23 in the baseline)`, or nothing. */
export function tellAccepted({ accepted, baseline }: ToldFindings): string {
  const where = baseline === undefined ? "in the baseline" : "written to the baseline";
  return accepted === 0 ? "" : ` (${figure(accepted)} ${where})`;
}

function describe(id: string, severity: Severity, text: string | undefined): Told["rules"][number] {
  return { id, severity, ...(text !== undefined && { text: text.replace(/^# .*\n+/, "") }) };
}

function linkOf(link: string | undefined): { readonly link?: string } {
  return link === undefined ? {} : { link };
}
