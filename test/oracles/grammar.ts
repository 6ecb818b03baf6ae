import type { Json, JsonObject, Path } from "./json.ts";

/** One request and what must come back. `path` leads to it in the script. */
export type RequestStep = {
  readonly kind: "request";
  readonly path: Path;
  readonly as: string | undefined;
  readonly method: string;
  readonly target: string;
  readonly query: JsonObject;
  readonly headers: JsonObject;
  readonly body: Json | undefined;
  readonly raw: string | undefined;
  readonly statuses: readonly number[];
  readonly expect: Json | undefined;
  readonly text: Json | undefined;
  readonly save: JsonObject;
  readonly repeat: number;
  readonly pauseMs: number;
};

/** Requests sent at the same time; `tally` says how often each status must have been answered. */
export type RaceStep = {
  readonly kind: "race";
  readonly path: Path;
  readonly steps: readonly RequestStep[];
  readonly tally: JsonObject;
};

export type Step = RequestStep | RaceStep;

export type Scenario = {
  readonly id: string;
  readonly path: Path;
  readonly judges: readonly string[];
  readonly actors: readonly string[];
  readonly continues: string | undefined;
  readonly let: JsonObject;
  readonly steps: readonly Step[];
};

export const PHASES = ["main", "before-restart", "after-restart"] as const;
export type Phase = (typeof PHASES)[number];

export type Script = {
  readonly name: string;
  /** operationId → `METHOD /path/{parameter}`. */
  readonly operations: Readonly<Record<string, string>>;
  readonly actor: { readonly let: JsonObject; readonly register: RequestStep; readonly headers: JsonObject };
  /** Texts that no answer may hold. */
  readonly never: readonly string[];
  readonly shapes: JsonObject;
  readonly phases: Readonly<Record<Phase, readonly Scenario[]>>;
  readonly lineOf: (path: Path) => number;
};
