import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://kafka-python.readthedocs.io/en/master/apidoc/modules.html */
const messages: MessageDialect = {
  framework: "kafka-python",
  packages: ["kafka"],
  calls: [
    {
      method: /^send$/,
      direction: "given",
      channel: { name: "topic", place: 0 },
      payload: { name: "value", place: 1 },
    },
    { method: /^subscribe$/, direction: "taken", channel: { name: "topics", place: 0 } },
    { method: /^KafkaConsumer$/, isFree: true, direction: "taken", channel: { name: "topics", place: 0 } },
  ],
};

export const kafkaPython: FrontEnd = { framework: "kafka-python", read: () => ({}), messages };
