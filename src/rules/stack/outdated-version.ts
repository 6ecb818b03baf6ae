import { compareVersions, type PackageFact, type PackageReleases, readVersion } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** A project is held below the series that new back ends are written with. */
export const outdatedVersion: Rule = {
  severity: "note",
  on: false,
  fix: "none",
  find: ({ facts }) => {
    const told = new Set<string>();
    return facts.packages.flatMap((dependency) => {
      const releases = facts.releases.find((each) => each.package === dependency.package);
      const { file } = dependency.span;
      const key = `${file.slice(0, file.lastIndexOf("/") + 1)} ${dependency.package}`;
      const hits = releases === undefined || told.has(key) ? [] : tell(dependency, releases);
      if (hits.length > 0) told.add(key);
      return hits;
    });
  },
};

function tell({ limit, form, span }: PackageFact, { name, current }: PackageReleases): readonly Hit[] {
  const wanted = readVersion(current) ?? [];
  if (limit === undefined) return [];
  const order = compareVersions(limit.version, wanted);
  if (order > 0 || (order === 0 && limit.inclusive)) return [];
  return [
    {
      span,
      message: `${name} is ${form === "locked" ? "locked" : "held"} below ${current}, with which new back ends are written: what is learned there does not hold here`,
      mend: `let ${name} be ${current} or newer`,
    },
  ];
}
