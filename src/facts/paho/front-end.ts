import type { FrontEnd } from "../front-end.ts";
import type { MessageDialect } from "../messages/dialect.ts";

/** https://eclipse.dev/paho/files/paho.mqtt.python/html/index.html */
const messages: MessageDialect = {
  framework: "paho",
  packages: ["paho.mqtt", "aiomqtt", "asyncio_mqtt"],
  calls: [
    {
      method: /^publish$/,
      direction: "given",
      channel: { name: "topic", place: 0 },
      payload: { name: "payload", place: 1 },
    },
    {
      method: /^single$/,
      isFree: true,
      direction: "given",
      channel: { name: "topic", place: 0 },
      payload: { name: "payload", place: 1 },
    },
    { method: /^subscribe$/, direction: "taken", channel: { name: "topic", place: 0 } },
  ],
};

export const paho: FrontEnd = { framework: "paho", read: () => ({}), messages };
