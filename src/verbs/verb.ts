import type { Workspace } from "#workspace";

/** 0 all holds; 1 findings; 2 wrong usage, unreadable input or a refused target; 3 done in part. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface VerbResult<Value> {
  readonly exitCode: ExitCode;
  /** What the verb found out, as data: the report makes text and JSON of it. */
  readonly value: Value;
}

/** One command. It reads and writes through the workspace alone, and prints nothing. */
export interface Verb<Input, Value> {
  run(workspace: Workspace, input: Input, context: VerbContext): Promise<VerbResult<Value>>;
}

/** What a verb may know of the process that it runs in. */
export interface VerbContext {
  /** The version of this program. */
  readonly version: string;
  readonly runtime: Runtime;
  readonly progress: ReportProgress;
  /** Aborted once the user wants to stop: end what was started, leave the tree whole, and return. */
  readonly signal: AbortSignal;
}

export interface Runtime {
  /** The program that runs us, to start another of it. */
  readonly program: string;
  /** Digest of this program's code; absent where it does not run from one file. */
  readonly digest?: () => string;
  /** `24.21.0` */
  readonly version: string;
  /** `linux`, `darwin`, `win32`, … */
  readonly platform: string;
}

export type ReportProgress = (event: ProgressEvent) => void;

/** Long work tells where it is: a step begins, says what it does, and ends. Steps follow one another. */
export type ProgressEvent =
  | { readonly kind: "begin"; readonly step: number; readonly of: number; readonly title: string }
  /** What the step does now; shown only where a line can be written over. */
  | { readonly kind: "detail"; readonly text: string }
  /** A line of a process that goes on, shown as it is. */
  | { readonly kind: "line"; readonly text: string }
  /** The result of the step in a few words. Time is taken by the surface, or given where the step knows better. */
  | {
      readonly kind: "end";
      readonly text: string;
      readonly failed?: boolean;
      readonly durationMs?: number;
    };

export interface ArgumentDescription {
  readonly name: string;
  readonly summary: string;
  readonly required?: boolean;
  /** Takes all words that are left. */
  readonly many?: boolean;
}

export interface OptionDescription {
  /** camelCase; on the command line in kebab-case. */
  readonly name: string;
  readonly summary: string;
  /** The word for its value in help texts; absent, it is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** May be given more than once, each time with one more value. */
  readonly many?: true;
  /** Its value may be several, with commas between them, also by giving the option more than once. */
  readonly listed?: true;
}

/** What a verb takes: command-line arguments, and later the tools of other protocols, derive from it. */
export interface InputDescription {
  readonly arguments: readonly ArgumentDescription[];
  readonly options: readonly OptionDescription[];
}

/** The value that a description asks for. */
export type InputOf<Description extends InputDescription> = {
  readonly [Argument in Description["arguments"][number] as Argument["name"]]?: Argument extends {
    readonly many: true;
  }
    ? readonly string[]
    : string;
} & {
  readonly [Option in Description["options"][number] as Option["name"]]?: Option extends {
    readonly value: string;
    readonly many: true;
  }
    ? readonly string[]
    : Option extends { readonly value: string }
      ? string
      : boolean;
};

/** One line of the table of verbs. The verb itself is loaded when it is called. */
export interface VerbEntry<Description extends InputDescription, Value> {
  /** One word, or that of a group and one more: `contract query`. */
  readonly name: string;
  readonly summary: string;
  readonly input: Description;
  readonly examples: readonly string[];
  readonly load: () => Promise<Verb<InputOf<Description>, Value>>;
}

/** Gives the entry its types from its description. */
export function entry<const Description extends InputDescription, Value>(
  value: VerbEntry<Description, Value>,
): VerbEntry<Description, Value> {
  return value;
}

/** What groups of verbs are for, by their first word. */
export const verbGroups: Readonly<Record<string, string>> = {
  contract: "keep the contracts of a repository: one source of truth, looked up before code",
};
