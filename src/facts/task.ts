import type { Span } from "#base";
import type { TypeFact } from "./type.ts";

/** Work that another process does later, by the name of its function. */
export interface TaskFact {
  /** `path:name` of its function, or of the class that holds its work. */
  readonly id: string;
  readonly framework: string;
  /** By which messages name it, where source says so. */
  readonly name?: string;
  /** By which messages name it in the end: what the framework makes of its function where source says nothing. */
  readonly sentAs: string;
  /** What it is given, without what the framework hands it; absent where it takes whatever it is given. */
  readonly parameters?: readonly TaskParameter[];
  readonly span: Span;
  readonly queue?: string;
  /** How many times it is tried again; absent where source does not say. */
  readonly retries?: TaskRetries;
  /** Options of how it is run, as the source has them: `time_limit` to `60`. */
  readonly options: Readonly<Record<string, string>>;
  /** When it is run by itself. */
  readonly schedules: readonly TaskSchedule[];
  /** Where it is sent from. */
  readonly sends: readonly TaskSend[];
}

export interface TaskParameter {
  readonly name: string;
  readonly type: TypeFact;
  readonly required: boolean;
  readonly span: Span;
}

/** How often a task is tried again: a number, without an end, or as a setting says. */
export interface TaskRetries {
  readonly most: number | "endless" | "unknown";
  readonly span: Span;
  /** Whether that is so after errors alone that the project defines itself, and raises where something is to wait: `NotReadyYet`. */
  readonly afterOwn?: true;
}

export interface TaskSchedule {
  /** As the source says it. */
  readonly when: string;
  readonly span: Span;
}

/** One place that hands a task to whoever runs it. */
export interface TaskSend {
  /** The method that is called: `delay`. */
  readonly how: string;
  readonly span: Span;
  /** The function around it, as `path:name`. */
  readonly within?: string;
  /** `message` where it is made and sent elsewhere; `handed` where the method itself is handed on. */
  readonly form: "sent" | "message" | "handed";
  /** Whether what the task is given stands in arguments named `args` and `kwargs`. */
  readonly packed: boolean;
  /** Whether it waits until what was written to the database is there for all to see. */
  readonly afterCommit: boolean;
}
