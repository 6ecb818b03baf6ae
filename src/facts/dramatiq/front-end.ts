import type { FrontEnd } from "../front-end.ts";
import { sendForms, type TaskDialect } from "../tasks/dialect.ts";
import { readTasks } from "../tasks/read-tasks.ts";

/** https://dramatiq.io/reference.html#actors-messages */
const dialect: TaskDialect = {
  framework: "dramatiq",
  makers: /^dramatiq\.(?:actor\.)?actor$/,
  applications: new Set(),
  methods: new Set(),
  bases: new Set(["dramatiq.GenericActor", "dramatiq.generic.GenericActor"]),
  work: "perform",
  isNamedBare: true,
  mentions: /dramatiq/,
  sends: new Map([
    ["send", sendForms.direct],
    ["send_with_options", sendForms.packed],
    ["message", sendForms.message],
    ["message_with_options", sendForms.packedMessage],
  ]),
  options: {
    name: "actor_name",
    queue: "queue_name",
    retries: "max_retries",
    retryTest: "retry_when",
    schedule: /^periodic$|cron/,
  },
  messages: new Set(["message", "message_with_options"]),
};

export const dramatiq: FrontEnd = {
  framework: "dramatiq",
  read: (reading) => ({ tasks: readTasks(reading, dialect) }),
};
