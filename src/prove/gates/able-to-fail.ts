import { bounded, type Gate } from "../gate.ts";

/** Every wrong version of the application is noticed by an assertion, not by a time-out or a crash of the tests. */
export const ableToFail: Gate = {
  name: "able-to-fail",
  rank: 40,
  judge({ mutants, mutantsLeftOut }) {
    const killed = mutants.filter(({ verdict }) => verdict === "assertion");
    const details = mutants
      .filter(({ verdict }) => verdict !== "assertion")
      .map(
        ({ id, verdict, by }) =>
          `${id}: ${verdict === "survived" ? "no test notices" : `${verdict}${by === undefined ? "" : ` in ${by}`}`}`,
      );
    const leftOut =
      mutantsLeftOut.length === 0 ? "" : `; ${mutantsLeftOut.length} not tried where a hand has edited`;
    return {
      holds: details.length === 0 && mutants.length > 0,
      summary: `${killed.length} of ${mutants.length} wrong versions are noticed${leftOut}`,
      details: bounded(details),
    };
  },
};
