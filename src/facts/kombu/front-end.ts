import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.html */
const messages: MessageDialect = {
  framework: "kombu",
  packages: ["kombu"],
  calls: [
    {
      method: /^publish$/,
      direction: "given",
      payload: { name: "body", place: 0 },
      channel: { name: "routing_key", place: 1 },
      exchange: { name: "exchange" },
    },
    {
      method: /^(?:Consumer|SimpleQueue)$/,
      direction: "taken",
      channel: { name: "queues", place: 0 },
    },
  ],
};

export const kombu: FrontEnd = { framework: "kombu", read: () => ({}), messages };
