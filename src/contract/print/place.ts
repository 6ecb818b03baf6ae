import { formatSpan, type Span } from "#base";
import type { JsonValue } from "../contract.ts";

export interface PrintOptions {
  /** Whether each element says where it was read, as `x-keelback-at: orders/api.py:12:1`. */
  readonly places?: boolean;
}

/** A map of a document, in the making: keys without a value are left out of it. */
export type Draft = Readonly<Record<string, JsonValue | undefined>>;

/** The map with what has a value, in its order. */
export function printMap(draft: Draft): { readonly [key: string]: JsonValue } {
  return Object.fromEntries(
    Object.entries(draft).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}

/** What extensions say of an element: where it was read, and what of it could not be known. */
export function printOrigin(options: PrintOptions, span: Span, unknown?: string): Draft {
  return {
    "x-keelback-unknown": unknown,
    // What a framework does by itself stands nowhere in the source.
    "x-keelback-at": options.places && span.file !== "" ? formatSpan(span) : undefined,
  };
}

/** A list that is left out where nothing is in it. */
export function printSome<T>(
  items: readonly T[] | undefined,
  print: (item: T) => JsonValue,
): readonly JsonValue[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items.map(print);
}

/** One value as `example`, several as `examples`, which have names. */
export function printExamples(values: readonly JsonValue[] | undefined): Draft {
  if (values === undefined || values.length === 0) return {};
  if (values.length === 1) return { example: values[0] };
  return {
    examples: printMap(Object.fromEntries(values.map((value, at) => [`example-${at + 1}`, { value }]))),
  };
}
