import type { Span } from "#base";
import type { TypeFact } from "./type.ts";

/** What a message carries, as far as source tells. */
export type PayloadFact =
  | { readonly kind: "type"; readonly type: TypeFact; readonly span: Span }
  | { readonly kind: "list"; readonly of?: PayloadFact; readonly span: Span }
  /** A dictionary that is written out, or the fields of a class by other names than it gives them out. */
  | {
      readonly kind: "fields";
      readonly fields: readonly PayloadFieldFact[];
      /** Whether there may be more than is seen here. */
      readonly isPartial: boolean;
      readonly span: Span;
    };

export interface PayloadFieldFact {
  readonly name: string;
  readonly required: boolean;
  /** What it always is, where that is one text. */
  readonly text?: string;
  /** Absent where nothing tells what it is. */
  readonly value?: PayloadFact;
  readonly span: Span;
}

/** A message for other programs, or one from them, as one call has it. */
export interface Message {
  readonly framework: string;
  /** `given` where it is sent, `taken` where it is asked for. */
  readonly direction: "given" | "taken";
  /** The topic, subject, queue or routing key, with `{}` for what is known only at run time; absent where all of it is. */
  readonly channel?: string;
  /** What the channel is a part of: an exchange. */
  readonly exchange?: string;
  /** What the message says it is, where it says so: `order.created` under `type`. */
  readonly name?: string;
  readonly payload?: PayloadFact;
}

/** An event that source gives to other programs or takes from them. */
export interface EventFact extends Message {
  /** Where its name stands: the call of the client, or of a function of the project that ends there. */
  readonly span: Span;
  /** Where the client is called, if that is elsewhere. */
  readonly via?: Span;
  /** The function around it, as `path:name`. */
  readonly within?: string;
}
