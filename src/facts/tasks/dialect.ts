import type { TaskSend } from "../task.ts";

/** How one framework makes tasks, and how they are sent. */
export interface TaskDialect {
  readonly framework: string;
  /** Functions of packages that make a task of a function, by their dotted names. */
  readonly makers: RegExp;
  /** Classes of packages whose methods do, and those methods. */
  readonly applications: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** Classes of packages that classes for tasks extend, and the method that holds the work. */
  readonly bases: ReadonlySet<string>;
  readonly work: string;
  /** Whether messages name a task by its function alone, without the module. */
  readonly isNamedBare?: true;
  /** The option under which a function is handed the task itself. */
  readonly bound?: string;
  /** What files say in which tasks are made, sent or scheduled. */
  readonly mentions: RegExp;
  readonly sends: ReadonlyMap<string, SendForm>;
  /** Options by their names. */
  readonly options: {
    readonly name: string;
    readonly queue: string;
    readonly retries: string;
    /** An option that holds others for retries, and goes before them. */
    readonly retryArguments?: string;
    /** An option under which each error is asked whether it is tried again. */
    readonly retryTest?: string;
    /** An option that lists the errors after which it is tried again. */
    readonly retryErrors?: string;
    /** When it is run by itself. */
    readonly schedule: RegExp;
  };
  /** The method of an application that sends a task by its name. */
  readonly sendByName?: string;
  /** Methods of a task that give its messages. */
  readonly messages: ReadonlySet<string>;
}

export type SendForm = Pick<TaskSend, "form" | "packed" | "afterCommit">;

const direct: SendForm = { form: "sent", packed: false, afterCommit: false };

/** The ways in which a task may be sent. */
export const sendForms = {
  direct,
  packed: { ...direct, packed: true },
  directAfterCommit: { ...direct, afterCommit: true },
  packedAfterCommit: { ...direct, packed: true, afterCommit: true },
  message: { ...direct, form: "message" },
  packedMessage: { ...direct, form: "message", packed: true },
} as const satisfies Record<string, SendForm>;
