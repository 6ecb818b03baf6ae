import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/index.html */
const messages: MessageDialect = {
  framework: "confluent-kafka",
  packages: ["confluent_kafka"],
  calls: [
    {
      method: /^produce$/,
      direction: "given",
      channel: { name: "topic", place: 0 },
      payload: { name: "value", place: 1 },
    },
    { method: /^subscribe$/, direction: "taken", channel: { name: "topics", place: 0 } },
  ],
};

export const confluentKafka: FrontEnd = { framework: "confluent-kafka", read: () => ({}), messages };
