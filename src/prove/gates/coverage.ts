import { bounded, type Gate } from "../gate.ts";

export const coverageBar = 95;

/** Lines and branches that the tests reach. */
export const coverage: Gate = {
  name: "coverage",
  rank: 50,
  judge({ coverage: measured }) {
    if (!measured) return { holds: false, summary: "coverage was not measured", details: [] };
    return {
      holds: measured.percent >= coverageBar,
      summary: `${measured.percent.toFixed(1)} % of lines and branches; the bar is ${coverageBar} %`,
      details: bounded(measured.missing),
    };
  },
};
