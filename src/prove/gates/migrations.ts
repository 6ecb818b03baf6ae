import { type Gate, tail } from "../gate.ts";

/** Up, no difference to the models, down, and up again. */
export const migrations: Gate = {
  name: "migrations",
  rank: 80,
  judge({ migrations: commands }) {
    const failed = commands.find(({ code }) => code !== 0);
    return {
      holds: failed === undefined && commands.length > 0,
      summary: failed ? `${failed.command} failed` : "up, no difference to the models, down, up",
      details: failed ? tail(failed.output) : [],
    };
  },
};
