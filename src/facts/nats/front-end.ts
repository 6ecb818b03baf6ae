import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://nats-io.github.io/nats.py/modules.html */
const messages: MessageDialect = {
  framework: "nats",
  packages: ["nats"],
  calls: [
    {
      method: /^publish$/,
      direction: "given",
      channel: { name: "subject", place: 0 },
      payload: { name: "payload", place: 1 },
    },
    {
      method: /^request$/,
      of: /connect|NATS|Client/,
      direction: "given",
      channel: { name: "subject", place: 0 },
      payload: { name: "payload", place: 1 },
    },
    {
      method: /^(?:pull_)?subscribe(?:_bind)?$/,
      direction: "taken",
      channel: { name: "subject", place: 0 },
    },
  ],
};

export const nats: FrontEnd = { framework: "nats", read: () => ({}), messages };
