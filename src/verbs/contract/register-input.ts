import type { InputDescription, InputOf } from "../verb.ts";

export const contractRegisterInput = {
  arguments: [],
  options: [
    {
      name: "from",
      summary: "a file with what is to be added, as OpenAPI or AsyncAPI: a document, or sections of one",
      value: "FILE",
    },
    { name: "document", summary: "the document that it belongs to", value: "FILE" },
  ],
} as const satisfies InputDescription;

export type ContractRegisterInput = InputOf<typeof contractRegisterInput>;
