import type { InputDescription, InputOf } from "../verb.ts";

export const contractAcceptInput = {
  arguments: [
    {
      name: "names",
      summary: "only these operations, events and types; absent, all that differs",
      many: true,
    },
  ],
  options: [
    { name: "why", summary: "why the contract is so now", value: "TEXT" },
    { name: "by", summary: "who accepts, where it is not the user that git knows", value: "NAME" },
    { name: "propose", summary: "record nothing yet: leave it for somebody else to accept" },
    { name: "proposal", summary: "accept what somebody else proposed", value: "ID" },
    { name: "alone", summary: "accept one's own proposal, for nobody else is there" },
  ],
} as const satisfies InputDescription;

export type ContractAcceptInput = InputOf<typeof contractAcceptInput>;
