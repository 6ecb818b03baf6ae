import type { Severity, Span } from "#base";
import type { RegistryItem } from "#contract";

/** A difference between what is promised of one thing and what is kept, with both places. */
export interface StateDrift {
  readonly severity: Severity;
  readonly message: string;
  readonly document?: Span;
  readonly source?: Span;
}

/** What the source does of one thing that a contract promises, as far as is known. */
export interface SourceState {
  /** `partly`: it is there, and differs from what is promised. */
  readonly kept: "yes" | "partly" | "no";
  /** Whether a test calls it; absent where that is not known. */
  readonly tested?: boolean;
  /** Where the source answers or gives it. */
  readonly at?: Span;
  readonly drifts: readonly StateDrift[];
}

/** States by document and thing: what is not in it is not known. */
export type SourceStates = ReadonlyMap<string, SourceState>;

export function stateKey(file: string, { kind, name }: Pick<RegistryItem, "kind" | "name">): string {
  return JSON.stringify([file, kind, name]);
}

/** The state of an item, by the first of its documents of which one is known. */
export function stateOf(states: SourceStates, item: RegistryItem): SourceState | undefined {
  for (const { file } of item.said) {
    const state = states.get(stateKey(file, item));
    if (state !== undefined) return state;
  }
  return undefined;
}
