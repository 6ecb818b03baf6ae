import { failures, plainId, unfinished } from "../evidence.ts";
import { bounded, type Gate } from "../gate.ts";

/** On a server that only answers examples, every test of an effect must fail: then it sees what is kept. */
export const examples: Gate = {
  name: "examples",
  rank: 20,
  judge(evidence) {
    const run = evidence.examples;
    const failed = new Set([...failures(run).keys()].map(plainId));
    const effects = evidence.cases.filter(({ kind }) => kind === "effect");
    const blind = effects.filter(({ id }) => !failed.has(id));
    // Where the answer is all there is, an example may be that answer.
    const seeing = new Set(
      evidence.cases
        .filter(({ id, kind }) => kind === "answer" || (kind === "effect" && failed.has(id)))
        .map(({ operation }) => operation),
    );
    const unseen = evidence.operations.filter((operation) => !seeing.has(operation));
    const details = [
      ...unfinished(run),
      ...blind.map(({ id }) => `${id} passes on a server that keeps nothing`),
      ...unseen.map((operation) => `${operation} has no test that sees its effect`),
    ];
    const shapes = evidence.cases.length - effects.length;
    return {
      holds: details.length === 0,
      summary: `${failed.size} fail on the example server; ${shapes} check shape only`,
      details: bounded(details),
    };
  },
};
