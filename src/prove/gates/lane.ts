import { bounded, type Gate } from "../gate.ts";

/** Only files that the steps were to write were touched. */
export const lane: Gate = {
  name: "lane",
  rank: 110,
  judge({ strangers }) {
    return {
      holds: strangers.length === 0,
      summary:
        strangers.length === 0 ? "only planned files were written" : "files outside the plan were written",
      details: bounded(strangers),
    };
  },
};
