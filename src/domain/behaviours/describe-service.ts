import { splitWords } from "#base";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { asksSystem, readSystemTelling, systemAnswer } from "../system-answers.ts";

/** What the service is called, and of which version: what the contract itself says of it. */
export const describeService: BehaviourRule = {
  kind: "describe-service",
  rank: 6,
  recognise(shape, draft) {
    const { operation, place, answer } = shape;
    const words = splitWords(place.name);
    const isAsked = words.length > 0 && words.every((word) => serviceWords.has(word));
    if (!isAsked || !asksSystem(shape, draft) || answer.kind !== "row") return undefined;
    const isChanged = draft.shapes.some(
      (other) => other.operation.path === operation.path && other.operation.method !== "get",
    );
    // Words like these may also name rows: then more than this is done with them.
    if (isChanged || place.above) return undefined;
    const telling = readSystemTelling(draft.contract, answer.schema, "service");
    if (!telling)
      return leaveOpen("nothing says what fills what it answers of the service", answer.span, "answer");
    return {
      behaviour: { kind: "describe-service", answer: systemAnswer(shape, draft, telling) },
      evidence: evidence(
        `tells ${telling.parts.map(({ name }) => name).join(", ")} of the service`,
        step(`"${place.name}"`, operation.span),
        step("an object of nothing else", answer.span),
      ),
    };
  },
};

const serviceWords: ReadonlySet<string> = new Set([
  "version",
  "info",
  "about",
  "service",
  "server",
  "api",
  "app",
  "build",
]);
