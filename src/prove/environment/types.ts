import type { Finding } from "#base";

/** A Python that was started and answered. */
export interface Interpreter {
  /** Absolute path. */
  readonly path: string;
  /** `3.14.2`. */
  readonly version: string;
  /** `linux-x86_64`, as Python itself names it. */
  readonly platform: string;
}

/** One place that was looked at, for `doctor`. */
export interface Looked {
  readonly path: string;
  /** `Python 3.9.2: older than 3.12`, for example. */
  readonly verdict: string;
}

export type PythonSearch =
  | { readonly kind: "found"; readonly python: Interpreter; readonly looked: readonly Looked[] }
  | { readonly kind: "missing"; readonly findings: readonly Finding[]; readonly looked: readonly Looked[] };

export interface Uv {
  readonly path: string;
  readonly version: string;
}

export type UvSearch =
  | { readonly kind: "found"; readonly uv: Uv }
  | { readonly kind: "missing"; readonly findings: readonly Finding[] };

/** An isolated Python with packages, in the cache folder, shared by all that need the same. */
export interface PythonEnvironment {
  readonly folder: string;
  /** Path of its own interpreter. */
  readonly python: string;
  readonly interpreter: Interpreter;
  /** Names its content: the same key, the same packages. */
  readonly key: string;
  readonly packages: number;
}

export type EnvironmentResult =
  | { readonly kind: "ready"; readonly environment: PythonEnvironment; readonly fromCache: boolean }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/** Told while something slow happens: one sentence without a full stop. */
export type Progress = (message: string) => void;

export function refuse(rule: string, message: string, mend: string): Finding {
  return { rule: `environment/${rule}`, severity: "error", message, mend };
}
