import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://docs.aio-pika.com/apidoc.html */
const messages: MessageDialect = {
  framework: "aio-pika",
  packages: ["aio_pika"],
  calls: [
    {
      method: /^publish$/,
      direction: "given",
      channel: { name: "routing_key", place: 1 },
      isExchange: true,
      payload: { name: "message", place: 0 },
    },
    { method: /^(?:consume|iterator)$/, of: /queue$/, direction: "taken" },
  ],
  envelopes: [{ of: /\.Message$/, body: { name: "body", place: 0 } }],
};

export const aioPika: FrontEnd = { framework: "aio-pika", read: () => ({}), messages };
