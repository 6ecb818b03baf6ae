import type { JsonValue, Schema } from "#contract";
import type { Evidence } from "./evidence.ts";

/** How an error answer is written. */
export type ErrorForm =
  /** The contract declares the answer without content, or in a form that nobody here can write: it stays empty. */
  | { readonly kind: "empty"; readonly evidence: Evidence }
  /** The text alone, as it is or as HTML. */
  | {
      readonly kind: "text";
      readonly mediaType: string;
      readonly isHtml: boolean;
      readonly maxLength?: number;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: "json";
      readonly mediaType: string;
      readonly schemaName: string;
      /** Whether the contract shows it; if not, it is `{"detail": …}`. */
      readonly isDeclared: boolean;
      /** As the contract has it; nothing where it shows none. */
      readonly schema?: Schema;
      readonly body: ErrorPart;
      readonly evidence: Evidence;
    };

/** What stands at one place of an error body. */
export type ErrorPart =
  | { readonly kind: "object"; readonly properties: readonly ErrorProperty[] }
  /** A list with one item for each thing that is wrong; `placed`: only for what has a place in the request. */
  | { readonly kind: "each"; readonly item: ErrorPart; readonly placed: boolean }
  /** `{"title": ["…"]}`: what is wrong, by the place where it is. */
  | { readonly kind: "by-place"; readonly many: boolean; readonly placed: boolean }
  /** What is wrong, in words: of one thing within a list, else of all together. */
  | { readonly kind: "message"; readonly maxLength?: number }
  /** Where in the request one thing is wrong: `order.lines.0`, the same as a pointer, or as a list of steps. */
  | { readonly kind: "place"; readonly as: "name" | "pointer" | "steps" }
  | { readonly kind: "status"; readonly as: "integer" | "string" }
  /** The words that belong to the status: `Not Found`. */
  | { readonly kind: "phrase" }
  /** A word for programs that belongs to the status. */
  | { readonly kind: "code"; readonly words: readonly StatusWord[]; readonly otherwise: string }
  /** The path of the request; `reference`: as part of a URI. */
  | { readonly kind: "path"; readonly as: "text" | "reference"; readonly maxLength?: number }
  | { readonly kind: "request-id" }
  | { readonly kind: "time"; readonly as: "date-time" | "seconds" | "milliseconds" }
  | { readonly kind: "constant"; readonly value: JsonValue };

export interface ErrorProperty {
  readonly name: string;
  readonly required: boolean;
  readonly part: ErrorPart;
}

export interface StatusWord {
  readonly status: number;
  readonly word: string;
}

/** Where in an error body the words stand; nothing where there is no place for them. */
export function messagePath(part: ErrorPart): readonly string[] | undefined {
  switch (part.kind) {
    case "message":
    case "by-place":
      return [];
    case "each":
      return messagePath(part.item);
    case "object":
      return pathThrough(part.properties);
    default:
      return undefined;
  }
}

// Told once: a list of details beside a text repeats what the text says.
function pathThrough(properties: readonly ErrorProperty[]): readonly string[] | undefined {
  const found = properties.flatMap(({ name, part }) => {
    const path = messagePath(part);
    return path ? [{ path: [name, ...path], isPlain: part.kind === "message" }] : [];
  });
  return (found.find(({ isPlain }) => isPlain) ?? found[0])?.path;
}
