import type { Finding, Read } from "#base";
import type { Workspace } from "#workspace";

export const baselineFile = ".keelback/baseline.json";

/** Where accepted findings of a verb stand, and the command that writes it. */
export interface BaselinePlace {
  readonly file: string;
  readonly command: string;
}

const checkBaseline: BaselinePlace = { file: baselineFile, command: "keelback check --write-baseline" };

/** Old findings that are accepted: how often each key may be found. */
export type Baseline = ReadonlyMap<string, number>;

interface Entry {
  readonly rule: string;
  readonly file: string;
  readonly key: string;
  /** Absent: once. */
  readonly count?: number;
}

/** Reads the baseline of a project; none where there is no file. */
export function readBaseline(workspace: Workspace, place = checkBaseline): Read<Baseline> {
  const reading = workspace.readUntrusted(place.file);
  if (!reading.ok)
    return { value: new Map(), findings: reading.reason === "missing" ? [] : [unreadable(place)] };
  try {
    const entries = (JSON.parse(reading.text) as { readonly findings: readonly Entry[] }).findings;
    return {
      value: new Map(entries.map(({ key, count = 1 }) => [String(key), Number(count)])),
      findings: [],
    };
  } catch {
    return { value: new Map(), findings: [unreadable(place)] };
  }
}

function unreadable({ file, command }: BaselinePlace): Finding {
  return {
    rule: "settings/unreadable",
    severity: "error",
    message: `${file} cannot be read`,
    mend: `${command} writes it anew`,
  };
}

export interface Compared {
  readonly fresh: readonly Finding[];
  /** How many the baseline accepts. */
  readonly accepted: number;
}

/** Findings that the baseline does not hold; of several with one key, the first ones are the old. */
export function compareBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  keyOf: (finding: Finding) => string,
): Compared {
  if (baseline.size === 0) return { fresh: findings, accepted: 0 };
  const left = new Map(baseline);
  const fresh = findings.filter((finding) => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
  return { fresh, accepted: findings.length - fresh.length };
}

/** The text of a baseline: one line for each finding, sorted, so that two of them merge. */
export function printBaseline(findings: readonly Finding[], keyOf: (finding: Finding) => string): string {
  const entries = new Map<string, Entry>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const count = (entries.get(key)?.count ?? (entries.has(key) ? 1 : 0)) + 1;
    const entry = { rule: finding.rule, file: finding.span?.file ?? "", key };
    entries.set(key, count === 1 ? entry : { ...entry, count });
  }
  const lines = [...entries.values()]
    .map((entry) => `    ${JSON.stringify(entry, ["file", "rule", "key", "count"])}`)
    .sort();
  return `{\n  "findings": [\n${lines.join(",\n")}\n  ]\n}\n`;
}
