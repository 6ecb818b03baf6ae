import type { InputDescription, InputOf } from "../verb.ts";

export const contractRegisterInput = {
  arguments: [
    {
      name: "what",
      summary:
        "operation, event or type, and its name: operation 'POST /orders', event order.created, type Order",
      many: true,
    },
  ],
  options: [
    { name: "summary", summary: "what it does, in a line", value: "TEXT" },
    { name: "id", summary: "the operation id", value: "ID" },
    {
      name: "auth",
      summary: "how callers sign in: bearerAuth, none, or bearerAuth (orders:write)",
      value: "WAY",
    },
    { name: "tag", summary: "a tag", value: "TAG", many: true },
    { name: "path", summary: "a parameter of the path: 'id (uuid)'", value: "FIELD", many: true },
    {
      name: "query",
      summary: "a parameter of the query: 'limit (integer, default 20, max 100)'",
      value: "FIELD",
      many: true,
    },
    { name: "header", summary: "a header of the request", value: "FIELD", many: true },
    {
      name: "body",
      summary: "the type of the request, of the payload, or of a type that has no fields",
      value: "TYPE",
    },
    {
      name: "field",
      summary: "a field of it instead: 'title (string, required, max 200) – what it is called'",
      value: "FIELD",
      many: true,
    },
    { name: "answer", summary: "an answer: '201:Order as it was stored', 204", value: "ANSWER", many: true },
    {
      name: "error",
      summary: "a refusal, in the usual form: '409 it was placed before'",
      value: "ANSWER",
      many: true,
    },
    { name: "channel", summary: "the channel of an event; absent, its name", value: "ADDRESS" },
    { name: "trigger", summary: "what an event is given for", value: "TEXT" },
    { name: "receive", summary: "the service takes the event, and does not give it" },
    { name: "fromCode", summary: "as the Python source has it, read as contract extract reads it" },
    {
      name: "from",
      summary: "a file with what is to be added, as OpenAPI or AsyncAPI: a document, or sections of one",
      value: "FILE",
    },
    { name: "document", summary: "the document that it belongs to", value: "FILE" },
    { name: "propose", summary: "and leave it as a proposal for somebody else to accept" },
    { name: "why", summary: "with --propose: why it is wanted", value: "TEXT" },
    {
      name: "by",
      summary: "with --propose: who proposes, where it is not the user that git knows",
      value: "NAME",
    },
  ],
} as const satisfies InputDescription;

export type ContractRegisterInput = InputOf<typeof contractRegisterInput>;
