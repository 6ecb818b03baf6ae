import type { InputDescription, InputOf } from "../verb.ts";

export const contractNewInput = {
  arguments: [
    {
      name: "domain",
      summary: "what the record is about, in a word or a few: orders",
      required: true,
      many: true,
    },
  ],
  options: [],
} as const satisfies InputDescription;

export type ContractNewInput = InputOf<typeof contractNewInput>;
