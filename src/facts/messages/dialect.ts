import type { Message } from "../event.ts";

/** Where a call has something: an argument by its name or its place. */
export interface Where {
  readonly name: string;
  readonly place?: number;
  /** Other names that it has. */
  readonly others?: readonly string[];
}

/** A method that hands a message over, or asks for those that come. */
export interface MessageCall {
  readonly method: RegExp;
  readonly direction: Message["direction"];
  /** Of which objects, by the last part of what they are; absent: of any of the package. */
  readonly of?: RegExp;
  /** The topic, subject or routing key, where it is not what the object was made for. */
  readonly channel?: Where;
  readonly exchange?: Where;
  /** Whether the object is an exchange itself. */
  readonly isExchange?: true;
  readonly payload?: Where;
  /** Whether no other package has a method of the name, so that it is known whatever it belongs to. */
  readonly isDistinct?: true;
  /** Whether it is a function of the package itself. */
  readonly isFree?: true;
}

/** How one package carries messages between programs. */
export interface MessageDialect {
  readonly framework: string;
  /** Names under which source imports it. */
  readonly packages: readonly string[];
  readonly calls: readonly MessageCall[];
  /** Methods of its objects that make a function take or give messages, as its decorators. */
  readonly decorators?: readonly MessageCall[];
  /** Classes that hold a body beside its properties, and where the body stands. */
  readonly envelopes?: readonly { readonly of: RegExp; readonly body: Where }[];
}

/** What classes of values make of themselves for the wire. */
export interface WireDialect {
  /** Methods of an object that give it as a dictionary or a text, and whether they give fields by other names on their own. */
  readonly methods: ReadonlyMap<string, { readonly byAlias: boolean }>;
  /** Functions that write an object out as it is answered, by their dotted names. */
  readonly functions?: ReadonlySet<string>;
}
