import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** Brokers call the place of a message `topic`, `subject`, `channel` or `queue`; all of them have it second, or first in decorators. */
const names = ["topic", "subject", "channel", "queue", "stream", "list"];
const place = (at: number) => ({ name: "topic", others: names, place: at });

/** https://faststream.ag2.ai/latest/getting-started/ */
const messages: MessageDialect = {
  framework: "faststream",
  packages: ["faststream", "propan"],
  calls: [
    {
      method: /^publish$/,
      direction: "given",
      channel: place(1),
      payload: { name: "message", place: 0 },
      exchange: { name: "exchange", place: 2 },
    },
  ],
  decorators: [
    { method: /^subscriber$/, direction: "taken", channel: place(0) },
    { method: /^publisher$/, direction: "given", channel: place(0) },
  ],
};

export const faststream: FrontEnd = { framework: "faststream", read: () => ({}), messages };
