import type { FrontEnd } from "../front-end.ts";
import { sendForms, type TaskDialect } from "../tasks/dialect.ts";
import { readTasks } from "../tasks/read-tasks.ts";

/** https://docs.celeryq.dev/en/stable/userguide/tasks.html and …/calling.html, …/periodic-tasks.html */
const dialect: TaskDialect = {
  framework: "celery",
  makers: /^celery\.(?:app\.)?shared_task$|^celery\.(?:task|decorators)\.(?:task|periodic_task)$/,
  applications: new Set(["celery.Celery", "celery.app.Celery", "celery.app.base.Celery"]),
  methods: new Set(["task", "periodic_task"]),
  bases: new Set(["celery.Task", "celery.app.Task", "celery.app.task.Task", "celery.task.Task"]),
  work: "run",
  bound: "bind",
  mentions: /beat_schedule|add_periodic_task|send_task/i,
  sends: new Map([
    ["delay", sendForms.direct],
    ["delay_on_commit", sendForms.directAfterCommit],
    ["apply_async", sendForms.packed],
    ["apply_async_on_commit", sendForms.packedAfterCommit],
    ["s", sendForms.message],
    ["si", sendForms.message],
    ["signature", sendForms.packedMessage],
    ["subtask", sendForms.packedMessage],
  ]),
  options: {
    name: "name",
    queue: "queue",
    retries: "max_retries",
    retryArguments: "retry_kwargs",
    retryErrors: "autoretry_for",
    schedule: /^run_every$/,
  },
  sendByName: "send_task",
  messages: new Set(["s", "si", "signature", "subtask"]),
};

export const celery: FrontEnd = {
  framework: "celery",
  read: (reading) => ({ tasks: readTasks(reading, dialect) }),
};
