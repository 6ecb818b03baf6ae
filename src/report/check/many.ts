import type { Finding } from "#base";

/** So many of one rule of another tool are shown one by one: fewer of what nobody must mend. */
const most = { note: 20, warning: 100, error: Number.POSITIVE_INFINITY } as const;

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
  const counts = [...groups].flatMap(([rule, own]): readonly RuleCount[] => {
    const [first] = own;
    return first === undefined || own.length <= most[first.severity]
      ? []
      : [{ rule, count: own.length, first }];
  });
  const many = new Set(counts.map(({ rule }) => rule));
  return {
    shown: findings.filter(({ rule }) => !many.has(rule)),
    counts: counts.toSorted((one, other) => other.count - one.count),
  };
}

/** Where all of them are told. */
export function allOf(counts: readonly RuleCount[]): string {
  const [{ rule } = { rule: "ruff" }] = counts;
  return `all of these: keelback check --only ${rule} --format json`;
}
