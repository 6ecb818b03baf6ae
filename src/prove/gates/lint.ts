import { type Gate, tail } from "../gate.ts";

/** No finding of the linter, and the layout is the formatter's. */
export const lint: Gate = {
  name: "lint",
  rank: 60,
  judge({ lint: commands }) {
    const failed = commands.filter(({ code }) => code !== 0);
    return {
      holds: failed.length === 0 && commands.length > 0,
      summary:
        failed.length === 0
          ? "no findings"
          : `${failed.map(({ command }) => command).join(", ")} found something`,
      details: failed.flatMap(({ output }) => tail(output)),
    };
  },
};
