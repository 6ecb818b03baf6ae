import type { InputDescription, InputOf } from "../verb.ts";

export const contractQueryInput = {
  arguments: [
    {
      name: "what",
      summary: "an operation (METHOD /path, or its id), an event, a type, a field, or plain words",
      required: true,
      many: true,
    },
  ],
  options: [
    { name: "service", summary: "only what this service says", value: "TITLE" },
    { name: "for", summary: "record that it was looked up for this task", value: "TASK" },
  ],
} as const satisfies InputDescription;

export type ContractQueryInput = InputOf<typeof contractQueryInput>;
