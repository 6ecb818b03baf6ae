import type { Finding } from "#base";

/** So many warnings of one rule of another tool are shown one by one, and so many notes of all its rules together. */
const most = 20;

export interface RuleCount {
  readonly rule: string;
  readonly count: number;
  readonly first: Finding;
}

/** Of ruff's rules, those that speak oftener than anybody reads are counted; what programs read has all. */
export function splitMany(findings: readonly Finding[]): {
  readonly shown: readonly Finding[];
  readonly counts: readonly RuleCount[];
} {
  const groups = Map.groupBy(
    findings.filter(({ rule }) => rule.startsWith("ruff/")),
    ({ rule }) => rule,
  );
  const notes = [...groups.values()].flat().filter(({ severity }) => severity === "note").length;
  const counts = [...groups].flatMap(([rule, own]): readonly RuleCount[] => {
    const [first] = own;
    if (first === undefined || first.severity === "error") return [];
    const alike = first.severity === "note" ? notes : own.length;
    return alike <= most ? [] : [{ rule, count: own.length, first }];
  });
  const many = new Set(counts.map(({ rule }) => rule));
  return {
    shown: findings.filter(({ rule }) => !many.has(rule)),
    counts: counts.toSorted((one, other) => other.count - one.count),
  };
}

/** Where all of them are told. */
export function allOf(counts: readonly RuleCount[]): string {
  const [first] = counts;
  return `all of these: keelback check --only ${counts.length === 1 ? first?.rule : "ruff"} --format json`;
}
