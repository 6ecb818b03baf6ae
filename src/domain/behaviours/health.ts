import { splitWords } from "#base";
import { successResponses } from "#contract";
import type { BehaviourRule, Draft } from "../draft.ts";
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
    const asksDatabase = isAboutDatabase(shape, word, draft);
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
const readyWords: ReadonlySet<string> = new Set(["ready", "readyz", "readiness"]);

const processText =
  /\b(?:liveness|alive|process(?:us|o)?|proceso|processo|prozess|(?:is|are) (?:up|running)|(?:up and|still) running)\b/i;
const databaseText =
  /\b(?:databases?|db|dependenc(?:y|ies)|datenbank|base de (?:datos|donn[ée]es)|banco de dados|read(?:y|iness))\b/i;

/** Whether the answer is about the database too: not where words speak of the process alone, or another question is. */
function isAboutDatabase(shape: OperationShape, word: string, draft: Draft): boolean {
  if (liveWords.has(word)) return false;
  if (readyWords.has(word)) return true;
  const { operation } = shape;
  const said = successResponses(operation)[0]?.description ?? "";
  const texts = `${operation.summary}\n${operation.description}\n${said}`;
  if (processText.test(texts) && !databaseText.test(texts)) return false;
  const isDeclared = (each: OperationShape): boolean =>
    each.operation.responses.some(({ status }) => status === "503");
  const isOther = (each: OperationShape): boolean =>
    each !== shape && asksSystem(each, draft) && healthWord(each) !== undefined && isDeclared(each);
  return isDeclared(shape) || !draft.shapes.some(isOther);
}

const healthWords: ReadonlySet<string> = new Set([
  ...liveWords,
  ...readyWords,
  ...["health", "healthz", "healthcheck", "healthy"],
]);

function healthWord({ operation, place }: OperationShape): string | undefined {
  const words = splitWords(place.name);
  const own = words.find((word) => healthWords.has(word));
  const isCheck = words.every((word) => healthWords.has(word) || word === "check" || word === "probe");
  if (own !== undefined && isCheck) return own;
  const says = /\b(health|liveness|readiness)\b/i.exec(`${operation.summary} ${operation.description}`);
  return words.join(" ") === "status" ? says?.[0].toLowerCase() : undefined;
}
