import type { Span } from "#base";
import type { JsonValue, SchemaNode } from "./schema.ts";
import type { SecurityRequirement } from "./security-scheme.ts";

/**
 * A message that one program gives and others take (an EDR, an event-driven record), read from a document of any format:
 * a message of an AsyncAPI channel, a webhook of OpenAPI, an event of a markdown record.
 */
export interface ContractEvent {
  /** What people call it: the name of the message, or the heading of a record: `order.created`. */
  readonly name: string;
  /** Unique in its contract: the name, and the channel after it where several channels carry the message. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  /** What makes it happen, in the words of the document. */
  readonly trigger: string;
  /** Absent where nothing says how it travels. */
  readonly channel?: EventChannel;
  /** Who gives it. Empty: the document does not say. */
  readonly producers: readonly EventParty[];
  /** Who takes it. */
  readonly consumers: readonly EventParty[];
  /** `application/json` where nothing else is said. */
  readonly contentType: string;
  /** Absent: nothing types it. */
  readonly payload?: SchemaNode;
  readonly headers?: SchemaNode;
  /** Where the value is found that ties messages together, as the document spells it: `$message.header#/correlationId`. */
  readonly correlation?: string;
  /** What answers it, where it is a request: ids of events of this contract, and the channel on which they come. */
  readonly reply?: EventReply;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** Alternatives, one of which must hold; empty: nothing is asked. */
  readonly security: readonly SecurityRequirement[];
  /** Whole payloads that the document gives as examples. */
  readonly examples: readonly JsonValue[];
  /** Whole sets of headers that it gives. */
  readonly headerExamples?: readonly JsonValue[];
  /** Why it may carry more, or travel otherwise, than stands here, where it was read from a program that does not tell. */
  readonly unknown?: string;
  readonly span: Span;
}

/** What carries messages: a topic, a queue, a subject, a path of a WebSocket, the address of a webhook. */
export interface EventChannel {
  /** Its key in the document. */
  readonly id: string;
  /** As the document spells it, with its parameters in braces; absent: made while the program runs. */
  readonly address?: string;
  readonly description: string;
  readonly parameters: readonly ChannelParameter[];
  /** Names by which brokers know it, where they are others than the address: a topic, a queue, an exchange. */
  readonly boundNames?: readonly string[];
  /** Protocols of its servers, sorted: `kafka`, `mqtt`; empty where no server is named. */
  readonly protocols: readonly string[];
  readonly span: Span;
}

export interface ChannelParameter {
  readonly name: string;
  readonly description: string;
  readonly schema?: SchemaNode;
  /** Where in the message its value stands. */
  readonly location?: string;
  readonly span: Span;
}

/** A program that gives or takes an event. */
export interface EventParty {
  /** Title of the service: that of the document for its own operations, or the name that a record gives. */
  readonly service: string;
  /** Id of the operation that sends or receives, where the document has one. */
  readonly operation?: string;
  /** What the document says of that operation. */
  readonly description?: string;
  readonly span: Span;
}

export interface EventReply {
  readonly channel?: EventChannel;
  /** Where in the message the address stands to which the answer goes: `$message.header#/replyTo`. */
  readonly location?: string;
  readonly events: readonly string[];
  readonly span: Span;
}
