import type { InputDescription, InputOf } from "./verb.ts";

export const explainInput = {
  arguments: [
    {
      name: "name",
      required: true,
      many: true,
      summary:
        "an operationId, METHOD /path, a behaviour, a rule or `rules`; then the contract, if keelback.yaml names none",
    },
  ],
  options: [],
} as const satisfies InputDescription;

export type ExplainInput = InputOf<typeof explainInput>;
