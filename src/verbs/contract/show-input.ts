import type { InputDescription, InputOf } from "../verb.ts";

export const contractShowInput = {
  arguments: [
    {
      name: "name",
      summary:
        "an operation, an event or a type by its exact name or id (NAME@VERSION: as it was accepted), or a document by its file or title",
      required: true,
      many: true,
    },
  ],
  options: [
    {
      name: "format",
      summary: "print a document in this form: the whole one, or one thing with what it needs",
      value: "FORMAT",
      choices: ["markdown", "openapi", "asyncapi"],
    },
  ],
} as const satisfies InputDescription;

export type ContractShowInput = InputOf<typeof contractShowInput>;
