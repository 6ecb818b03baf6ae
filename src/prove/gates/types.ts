import { type Gate, tail } from "../gate.ts";

/** The strict type check is clean. */
export const types: Gate = {
  name: "types",
  rank: 70,
  judge({ types: { command, code, output } }) {
    return {
      holds: code === 0,
      summary: tail(output, 1)[0] ?? `${command} printed nothing`,
      details: code === 0 ? [] : tail(output),
    };
  },
};
