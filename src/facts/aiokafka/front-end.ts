import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://aiokafka.readthedocs.io/en/stable/api.html */
const messages: MessageDialect = {
  framework: "aiokafka",
  packages: ["aiokafka"],
  calls: [
    {
      method: /^send_and_wait$/,
      isDistinct: true,
      direction: "given",
      channel: { name: "topic", place: 0 },
      payload: { name: "value", place: 1 },
    },
    {
      method: /^send$/,
      direction: "given",
      channel: { name: "topic", place: 0 },
      payload: { name: "value", place: 1 },
    },
    { method: /^subscribe$/, direction: "taken", channel: { name: "topics", place: 0 } },
    { method: /^AIOKafkaConsumer$/, isFree: true, direction: "taken", channel: { name: "topics", place: 0 } },
  ],
};

export const aiokafka: FrontEnd = { framework: "aiokafka", read: () => ({}), messages };
