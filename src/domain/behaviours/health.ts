import { splitWords } from "#base";
import type { BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import type { OperationShape } from "../shapes.ts";
import { asksSystem, readSystemTelling, systemAnswer } from "../system-answers.ts";

/** Whether the service does its work: who watches over it asks, and the database with it. */
export const health: BehaviourRule = {
  kind: "health",
  rank: 5,
  recognise(shape, draft) {
    const { operation, answer } = shape;
    const word = asksSystem(shape, draft) ? healthWord(shape) : undefined;
    if (word === undefined) return undefined;
    const telling =
      answer.kind === "row" ? readSystemTelling(draft.contract, answer.schema, "health") : undefined;
    if (answer.kind !== "none" && !telling)
      return leaveOpen("nothing says what fills what it answers of the service", answer.span, "answer");
    const asksDatabase = !liveWords.has(word);
    return {
      behaviour: { kind: "health", asksDatabase, answer: systemAnswer(shape, draft, telling) },
      evidence: evidence(
        asksDatabase ? "whether the service and its database answer" : "whether the service answers",
        step(`"${word}"`, operation.span),
        step("tells nothing of rows", answer.span),
      ),
    };
  },
};

/** Asked to know whether the process answers: a database that is away is no reason to start it again. */
const liveWords: ReadonlySet<string> = new Set(["live", "livez", "liveness", "alive", "ping", "heartbeat"]);

const healthWords: ReadonlySet<string> = new Set([
  ...liveWords,
  ...["health", "healthz", "healthcheck", "healthy", "ready", "readyz", "readiness"],
]);

function healthWord({ operation, place }: OperationShape): string | undefined {
  const words = splitWords(place.name);
  const own = words.find((word) => healthWords.has(word));
  const isCheck = words.every((word) => healthWords.has(word) || word === "check" || word === "probe");
  if (own !== undefined && isCheck) return own;
  const says = /\b(health|liveness|readiness)\b/i.exec(`${operation.summary} ${operation.description}`);
  return words.join(" ") === "status" ? says?.[0].toLowerCase() : undefined;
}
