import { itemKinds } from "#contract";
import type { InputDescription, InputOf } from "../verb.ts";

export const contractListInput = {
  arguments: [
    { name: "words", summary: "only what has all of these words in its name or summary", many: true },
  ],
  options: [
    { name: "only", summary: "show this kind alone", value: "KIND", choices: itemKinds },
    { name: "service", summary: "only what this service says", value: "TITLE" },
    { name: "code", summary: "compare with the source: what it answers and gives, and what tests call" },
    { name: "all", summary: "show everything, however much there is" },
  ],
} as const satisfies InputDescription;

export type ContractListInput = InputOf<typeof contractListInput>;
