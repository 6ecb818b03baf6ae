import type { Span } from "#base";
import type { SecurityScheme } from "../contract.ts";
import { limits } from "../document/limits.ts";
import type { Node } from "../document/node.ts";
import { type Reader, report } from "../openapi/reader.ts";
import type { ChannelRead, MessageRead, Reach, ServerRead } from "./parts.ts";

/** Everything that reading one AsyncAPI document shares; its maps are filled on the way. */
export interface ApiReader {
  readonly reader: Reader;
  /** What the words of the document mean: 2 and 3 differ in whose words publish and subscribe are. */
  readonly major: 2 | 3;
  readonly title: string;
  readonly defaultContentType: string;
  readonly servers: ReadonlyMap<string, ServerRead>;
  /** How a channel is reached that names no servers: by all of them. */
  readonly everywhere: Reach;
  /** By the node that references lead to in the end. */
  readonly channels: Map<Node, ChannelRead>;
  /** Those that the document lists, by key. */
  readonly channelIds: Map<string, ChannelRead>;
  readonly messages: Map<Node, MessageRead>;
  readonly securitySchemes: Map<string, SecurityScheme>;
  /** What traits have added to messages so far, in entries. */
  merged: number;
  /** Of nodes that were merged, in nodes. */
  readonly sizes: Map<Node, number>;
  /** How often a message was put on a channel or given to an operation so far. */
  pairs: number;
}

/** Whether one more message may be put on a channel or given to an operation: all of them on all is too much. */
export function takePair(api: ApiReader, span: Span): boolean {
  api.pairs += 1;
  if (api.pairs <= limits.repeatedNodes) return true;
  if (api.pairs > limits.repeatedNodes + 1) return false; // Told once: there may be millions of them.
  report(api.reader, span, {
    rule: "too-large",
    message: `with this the channels carry more than ${limits.repeatedNodes} messages: what follows is left out`,
    mend: "split it into several documents, one for each service",
  });
  return false;
}
