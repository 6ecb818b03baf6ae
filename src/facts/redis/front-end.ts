import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://redis.readthedocs.io/en/stable/commands.html */
const messages: MessageDialect = {
  framework: "redis",
  packages: ["redis", "aioredis"],
  calls: [
    {
      method: /^publish$/,
      direction: "given",
      channel: { name: "channel", place: 0 },
      payload: { name: "message", place: 1 },
    },
    {
      method: /^xadd$/,
      isDistinct: true,
      direction: "given",
      channel: { name: "name", place: 0 },
      payload: { name: "fields", place: 1 },
    },
    { method: /^p?subscribe$/, of: /pubsub/i, direction: "taken", channel: { name: "channel", place: 0 } },
  ],
};

export const redis: FrontEnd = { framework: "redis", read: () => ({}), messages };
