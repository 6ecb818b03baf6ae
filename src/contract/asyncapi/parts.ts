import type { Span } from "#base";
import type { JsonValue, SchemaNode, SecurityRequirement } from "../contract.ts";
import type { MapNode } from "../document/node.ts";
import type { EventChannel } from "../events.ts";
import type { Scope } from "../openapi/scope.ts";

/** No alternative: nothing is asked. */
export type Alternatives = readonly SecurityRequirement[];

/** An element where it stands, references on the way followed. */
export interface Place {
  readonly map: MapNode;
  /** The whole entry, name included, where it stands under a key. */
  readonly span: Span;
  /** The places that references led to, first to last; none where the element stands where it is used. */
  readonly pointers: readonly (readonly string[])[];
}

/** A schema with what it could not do without: where that is missing, it says less than the document means. */
export interface Part {
  readonly schema: SchemaNode;
  readonly scope: Scope;
}

export interface ServerRead {
  /** In small letters: `kafka`, `mqtt`. */
  readonly protocol: string;
  readonly security: Alternatives;
}

/** How a channel is reached: by any of its servers. */
export interface Reach {
  readonly protocols: readonly string[];
  readonly security: Alternatives;
}

/** A message, its traits merged. */
export interface MessageRead {
  /** The name that it gives itself. */
  readonly name?: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly contentType: string;
  readonly payload?: Part;
  readonly headers?: Part;
  readonly correlation?: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly examples: readonly JsonValue[];
  readonly headerExamples: readonly JsonValue[];
  readonly span: Span;
}

/** A message in its place, with the name that it has there. */
export interface NamedMessage {
  readonly place: Place;
  readonly name: string;
  readonly message: MessageRead;
}

/** A channel of the document, with all that it carries. */
export interface ChannelRead {
  readonly channel: EventChannel;
  readonly map: MapNode;
  readonly reach: Reach;
  /** By key, in document order; where the document has none, they are found with its operations. */
  readonly messages: ReadonlyMap<string, NamedMessage>;
}
