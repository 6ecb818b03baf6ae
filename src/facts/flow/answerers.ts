import type { Semantics } from "./flow.ts";

/** What frameworks are asked one after another. */
const questions = [
  "callExternal",
  "callObject",
  "construct",
  "objectAttribute",
  "compare",
  "overrides",
  "transaction",
  "waits",
  "annotated",
] as const satisfies readonly (keyof Semantics)[];

/** For each of these questions, those who have an answer to it: most have none to most, and all are asked at every call. */
export type Answerers = {
  readonly [Question in (typeof questions)[number]]: readonly NonNullable<Semantics[Question]>[];
};

export function answerersOf(semantics: readonly Semantics[]): Answerers {
  return Object.fromEntries(
    questions.map((question) => [question, semantics.flatMap((each) => each[question] ?? [])]),
  ) as unknown as Answerers;
}
