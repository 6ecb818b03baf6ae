import { type Gate, tail } from "../gate.ts";

/** Up, no difference to the models, down, and up again; where one follows another, with rows that must not be lost. */
export const migrations: Gate = {
  name: "migrations",
  rank: 80,
  judge({ migrations: commands }) {
    const failed = commands.find(({ code }) => code !== 0);
    const withRows = commands.some(({ command }) => command.endsWith("with rows"));
    return {
      holds: failed === undefined && commands.length > 0,
      summary: failed
        ? `${failed.command} failed`
        : `up, no difference to the models, down, up${withRows ? "; with rows, of which none is lost" : ""}`,
      details: failed ? tail(failed.output) : [],
    };
  },
};
