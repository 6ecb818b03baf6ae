// In: a contract, some of whose answers have no content. Out: the same contract, in which they answer the rows that its paths
// and bodies speak of, and which operations those are. Never: a guess where no schema says what a row is.

export { aboutUndescribed, type CompletedAnswers, completeAnswers } from "./complete-answers.ts";
