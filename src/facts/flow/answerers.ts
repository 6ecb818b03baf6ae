import type { Answerers, Question, Semantics } from "./flow.ts";

const questions: readonly Question[] = [
  "callExternal",
  "callObject",
  "construct",
  "objectAttribute",
  "compare",
  "overrides",
  "transaction",
  "waits",
  "annotated",
];

/** Who has an answer to which question, in the order in which they are asked. */
export function answerersOf(semantics: readonly Semantics[]): Answerers {
  return Object.fromEntries(
    questions.map((question) => [question, semantics.flatMap((each) => each[question] ?? [])]),
  ) as unknown as Answerers;
}
