import {
  compareVersions,
  isWithin,
  type PackageFact,
  type PackageReleases,
  readVersion,
  type Series,
  type Version,
} from "#facts";
import type { RuleInput } from "../rule.ts";

/** A package with the newest series that its project lets in. */
export interface HeldBack {
  readonly dependency: PackageFact;
  readonly releases: PackageReleases;
  readonly series: Series;
}

/** The packages whose newest series is known, each once for a folder: where it is declared, or else where it is locked. */
export function heldBack({ facts, explainSilence }: RuleInput): readonly HeldBack[] {
  const found = new Map<string, HeldBack>();
  for (const dependency of facts.packages) {
    const releases = facts.releases.find((each) => each.package === dependency.package);
    if (releases === undefined || releases.series.length === 0) continue;
    const series = newestSeries(dependency, releases);
    if (series === undefined) {
      explainSilence(dependency.span, `nothing here says which ${releases.name} it runs with in the end`);
      continue;
    }
    const { file } = dependency.span;
    const key = `${file.slice(0, file.lastIndexOf("/") + 1)} ${dependency.package}`;
    const before = found.get(key);
    if (before === undefined || saysMore(dependency, before.dependency))
      found.set(key, { dependency, releases, series });
  }
  return [...found.values()];
}

/** What is declared before what was locked, and the lower of two limits: both hold. */
function saysMore(one: PackageFact, other: PackageFact): boolean {
  if (one.form !== other.form) return one.form === "declared";
  return compareVersions(one.limit?.version ?? [], other.limit?.version ?? []) < 0;
}

/** Undefined where a limit lets in series that nobody had heard of when this was written. */
function newestSeries({ limit }: PackageFact, { series }: PackageReleases): Series | undefined {
  if (limit === undefined) return undefined;
  const known = series.map((each) => ({ each, version: readVersion(each.name) ?? [] }));
  const last = known.findLast(({ version }) => isWithin(version, limit));
  const oldest = known[0];
  if (last === undefined) return oldest?.each;
  if (last !== known.at(-1)) return last.each;
  return compareVersions(limit.version, after(last.version)) <= (limit.inclusive ? -1 : 0)
    ? last.each
    : undefined;
}

/** The first version past a series. */
function after(version: Version): Version {
  return [...version.slice(0, -1), (version.at(-1) ?? 0) + 1];
}
