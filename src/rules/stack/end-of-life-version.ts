import type { PackageReleases } from "#facts";
import type { Hit, Rule } from "../rule.ts";
import { type HeldBack, heldBack } from "./support.ts";

/** A project runs with a version that nobody mends any more. */
export const endOfLifeVersion: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  precedes: ["stack/outdated-version"],
  find: (input) => {
    const { today } = input;
    return today === undefined ? [] : heldBack(input).flatMap((held) => tell(held, today));
  },
};

function tell({ dependency, releases, series }: HeldBack, today: string): readonly Hit[] {
  const { ends } = series;
  if (ends === undefined || today <= ends) return [];
  const { name, source } = releases;
  const holds = dependency.form === "locked" ? "is locked at" : "is held at";
  return [
    {
      span: dependency.span,
      message: `${name} ${holds} ${series.name}, which its people have not mended since ${ends}: a hole that is found in it stays open here (${source})`,
      mend: `let ${name} be ${tellSupported(releases, today)}`,
    },
  ];
}

/** `5.2 (until 2028-04-30) or 6.0 (until 2027-04-30)`: the newest, and the one that lasts longest. */
function tellSupported({ series, current }: PackageReleases, today: string): string {
  const open = series.filter(({ ends }) => ends === undefined || ends > today);
  const newest = open.at(-1);
  if (newest === undefined) return `${current} or newer`;
  const lasting = open.reduce(
    (best, each) => ((each.ends ?? "9") > (best.ends ?? "9") ? each : best),
    newest,
  );
  return [...new Set([lasting, newest])]
    .map(({ name, ends }) => (ends === undefined ? name : `${name} (mended until ${ends})`))
    .join(" or ");
}
