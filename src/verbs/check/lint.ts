import type { Finding, Span } from "#base";
import { type RuleChoice, rules } from "#rules";
import { countLines } from "../source-findings.ts";
import { standsFor } from "./choose-rules.ts";
import { judgeFindings, type Review } from "./review.ts";
import type { Linted } from "./ruff/run-ruff.ts";
import { covers } from "./ruff/selectors.ts";
import { isTypesName } from "./types/run-checker.ts";

/** A review with what ruff says beside it: what a rule of ours has told with more around it is not told again. */
export function addLinted(
  review: Review,
  choices: readonly RuleChoice[],
  linted: Linted,
  areTypesAsked = false,
): Review {
  const told = toldLines(review);
  const fresh = linted.findings.filter(
    ({ rule, span }) => span === undefined || told.get(`${span.file}:${span.line}`)?.has(rule) !== true,
  );
  const all = [...review.found, ...fresh].toSorted(compareFindings);
  const heeded = judgeFindings(review.project, all, (name) =>
    isTypesName(name)
      ? areTypesAsked
      : name.startsWith("ruff")
        ? linted.asked.some((each) => name === "ruff" || isPartOf(name.slice("ruff/".length), each))
        : choices.some(({ id }) => standsFor(name, id)),
  );
  return { ...review, ...heeded };
}

function isPartOf(one: string, other: string): boolean {
  return covers(one, other) || covers(other, one);
}

/** For each line that findings of ours reach over, ruff's rules that have nothing to add there. */
function toldLines({ found, project }: Review): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = new Map([...project.modules.values()].map(({ path, syntax }) => [path, syntax.text]));
  const told = new Map<string, Set<string>>();
  for (const { rule, span } of found) {
    const codes = rules.get(rule)?.covers ?? [];
    if (span === undefined || codes.length === 0) continue;
    for (const line of linesOf(span, texts.get(span.file) ?? "")) {
      const key = `${span.file}:${line}`;
      const there = told.get(key) ?? new Set();
      for (const code of codes) there.add(code.includes("/") ? code : `ruff/${code}`);
      told.set(key, there);
    }
  }
  return told;
}

function linesOf({ line, offset, end }: Span, text: string): readonly number[] {
  const count = Math.max(1, countLines(text.slice(offset, end)));
  return Array.from({ length: count }, (_, index) => line + index);
}

/** In the order of the files, ours before ruff's at one place. */
function compareFindings(one: Finding, other: Finding): number {
  const [a, b] = [one.span?.file ?? "", other.span?.file ?? ""];
  return a < b ? -1 : a > b ? 1 : (one.span?.offset ?? 0) - (other.span?.offset ?? 0);
}
