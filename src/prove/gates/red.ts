import { failures, plainId, unfinished } from "../evidence.ts";
import { bounded, type Gate } from "../gate.ts";

const guardShare = 0.05;

/** Every test must be seen failing on the skeleton, by an assertion; only named guards may pass there. */
export const red: Gate = {
  name: "red",
  rank: 10,
  judge(evidence) {
    const { skeleton } = evidence;
    const kinds = new Map(evidence.cases.map((entry) => [entry.id, entry]));
    const failed = failures(skeleton);
    const passed = [
      ...new Set(skeleton.outcomes.filter(({ id }) => !failed.has(id)).map(({ id }) => plainId(id))),
    ];
    const vacuous = passed.filter((id) => kinds.get(id)?.kind !== "guard");
    const wrong = [...failed.values()].filter(({ phase, byAssertion }) => phase !== "call" || !byAssertion);
    const guards = passed.length - vacuous.length;
    const tooMany = guards > Math.max(1, Math.ceil(evidence.cases.length * guardShare));
    const details = [
      ...unfinished(skeleton),
      ...vacuous.map((id) => `${id} passes although nothing is built: it can prove nothing`),
      ...wrong.map(({ id, message }) => `${id} fails for the wrong reason: ${message}`),
      ...(tooMany
        ? [`${guards} guards pass on the skeleton, more than ${guardShare * 100} % of the tests`]
        : []),
    ];
    return {
      holds: details.length === 0 && failed.size > 0,
      summary: `${failed.size} of ${skeleton.outcomes.length} fail on the skeleton; ${guards} named guards pass`,
      details: bounded(details),
    };
  },
};
