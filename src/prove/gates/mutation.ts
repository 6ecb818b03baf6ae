import { bounded, type Gate } from "../gate.ts";

export const mutationBar = 85;

/** The score of a general mutation tester, where it was asked for. A time-out is no kill. */
export const mutation: Gate = {
  name: "mutation",
  rank: 45,
  applies: ({ mutation: run }) => run !== undefined,
  judge({ mutation: run }) {
    if (!run) return { holds: false, summary: "the mutation tester was not run", details: [] };
    const { killed, survived, timedOut, unreached, broken, problem, survivors } = run;
    const all = killed + survived + timedOut + unreached + broken;
    const score = all === 0 ? 0 : (killed / all) * 100;
    const others = [
      ...(timedOut > 0 ? [`${timedOut} timed out`] : []),
      ...(unreached > 0 ? [`${unreached} reached by no test`] : []),
      ...(broken > 0 ? [`${broken} broke off`] : []),
    ];
    return {
      holds: problem === undefined && all > 0 && score >= mutationBar,
      summary:
        problem === undefined
          ? `${killed} of ${all} general mutants killed (${score.toFixed(1)} %; the bar is ${mutationBar} %)${others.map((text) => `, ${text}`).join("")}`
          : "the mutation tester could not be run",
      details: bounded([...(problem === undefined ? [] : [problem]), ...survivors]),
    };
  },
};
