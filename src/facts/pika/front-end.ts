import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://pika.readthedocs.io/en/stable/modules/channel.html */
const messages: MessageDialect = {
  framework: "pika",
  packages: ["pika"],
  calls: [
    {
      method: /^basic_publish$/,
      isDistinct: true,
      direction: "given",
      exchange: { name: "exchange", place: 0 },
      channel: { name: "routing_key", place: 1 },
      payload: { name: "body", place: 2 },
    },
    {
      method: /^basic_consume$/,
      isDistinct: true,
      direction: "taken",
      channel: { name: "queue", place: 0 },
    },
  ],
};

export const pika: FrontEnd = { framework: "pika", read: () => ({}), messages };
