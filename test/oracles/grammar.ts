import type { Json, JsonObject, Path } from "./json.ts";

/** What a request carries, by the way it is written down. */
export type Payload =
  | { readonly kind: "body"; readonly value: Json }
  | { readonly kind: "raw"; readonly value: string }
  | { readonly kind: "form" | "multipart" | "binary"; readonly value: JsonObject };

/** What must be true of an answer besides its status: one expectation for each view of it. */
export type Expectations = {
  readonly expect: Json | undefined;
  readonly text: Json | undefined;
  readonly type: Json | undefined;
  readonly bytes: Json | undefined;
  readonly answerHeaders: Json | undefined;
};

/** One request and what must come back. `path` leads to it in the script. */
export type RequestStep = Expectations & {
  readonly kind: "request";
  readonly path: Path;
  readonly as: string | undefined;
  readonly method: string;
  readonly target: string;
  readonly query: JsonObject;
  readonly headers: JsonObject;
  readonly basic: JsonObject | undefined;
  readonly payload: Payload | undefined;
  readonly statuses: readonly number[];
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
  /** Wants a server on which nothing has been written yet, and is played only when asked for by name. */
  readonly alone: boolean;
  readonly let: JsonObject;
  readonly steps: readonly Step[];
};

export const PHASES = ["main", "before-restart", "after-restart"] as const;
export type Phase = (typeof PHASES)[number];

export type Actor = {
  readonly let: JsonObject;
  readonly register: readonly RequestStep[];
  readonly headers: JsonObject;
};

/** A credential that no operation of the contract issues. Two labels are two holders. */
export type WantedCredential = { readonly scheme: string; readonly scopes: readonly string[] };

export type Script = {
  readonly name: string;
  /** operationId → `METHOD /path/{parameter}`. */
  readonly operations: Readonly<Record<string, string>>;
  /** Values that every scenario knows. */
  readonly let: JsonObject;
  readonly actor: Actor | undefined;
  readonly credentials: Readonly<Record<string, WantedCredential>>;
  /** Rows that no operation writes, by the name of their schema: whoever starts the server loads them. */
  readonly given: Readonly<Record<string, readonly JsonObject[]>>;
  /** Texts that no answer may hold. */
  readonly never: readonly string[];
  readonly shapes: JsonObject;
  readonly phases: Readonly<Record<Phase, readonly Scenario[]>>;
  readonly lineOf: (path: Path) => number;
};
