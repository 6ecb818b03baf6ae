import type { Finding } from "#base";
import type { Rule } from "./rule.ts";

interface Named {
  readonly id: string;
  readonly rule: Rule;
}

/**
 * One defect, one finding: what a rule says is left out where one that precedes it, directly or through others, speaks of a place that
 * begins where this one does, or of the same key. What one rule says twice of the same place counts once too.
 */
export function dropOverruled(findings: readonly Finding[], rules: readonly Named[]): readonly Finding[] {
  const overruled = overruledBy(rules);
  const speakers = new Map<string, Set<string>>();
  for (const finding of findings) {
    for (const place of placesOf(finding)) {
      const there = speakers.get(place);
      if (there === undefined) speakers.set(place, new Set([finding.rule]));
      else there.add(finding.rule);
    }
  }
  const said = new Set<string>();
  return findings.filter((finding) => {
    const masters = overruled.get(finding.rule);
    const isOverruled = placesOf(finding).some((place) =>
      [...(speakers.get(place) ?? [])].some((rule) => masters?.has(rule)),
    );
    const once = `${finding.rule} ${placeOf(finding)} ${finding.message}`;
    if (isOverruled || said.has(once)) return false;
    said.add(once);
    return true;
  });
}

function placeOf({ span }: Finding): string {
  return span === undefined ? "" : `at ${span.file}:${span.offset}`;
}

function placesOf(finding: Finding): readonly string[] {
  const { about, span } = finding;
  return [...(span === undefined ? [] : [placeOf(finding)]), ...(about === undefined ? [] : [`of ${about}`])];
}

/** For each rule, those that precede it, through others too. */
function overruledBy(rules: readonly Named[]): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(rules.map(({ id, rule }) => [id, rule.precedes ?? []]));
  const masters = new Map<string, Set<string>>();
  for (const { id } of rules) {
    const open = [...(direct.get(id) ?? [])];
    const seen = new Set<string>();
    for (let below = open.pop(); below !== undefined; below = open.pop()) {
      if (seen.has(below) || below === id) continue;
      seen.add(below);
      open.push(...(direct.get(below) ?? []));
      const above = masters.get(below);
      if (above === undefined) masters.set(below, new Set([id]));
      else above.add(id);
    }
  }
  return masters;
}
