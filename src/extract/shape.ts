import type { Span } from "#base";
import type { Schema, SchemaNode } from "#contract";
import type { ExternalFact, TypeArguments, TypeFact } from "#facts";

/** Whether a value is taken in or given out: some look otherwise each way. */
export type Way = "input" | "output";

type Reference = TypeFact & { readonly kind: "reference" | "enum" };

/** Shapes that types name, each made once for each way and each list of arguments. */
export interface Shapes {
  readonly externals: ReadonlyMap<string, ExternalFact>;
  /** A reference to the shape of a class; what it is called in the end is settled last. */
  readonly refer: (type: Reference, way: Way, span: Span, given: TypeArguments) => SchemaNode;
}

/** A shape under the key by which references name it until its name is settled. */
export interface SharedShape {
  /** The same for both ways. */
  readonly base: string;
  readonly way: Way;
  /** What it is called where nothing else is called so. */
  readonly name: string;
  readonly file: string;
  schema: Schema;
}
