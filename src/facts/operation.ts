import type { Span } from "#base";
import type { PlainValue } from "./plain-value.ts";
import type { TypeFact } from "./type.ts";

/** What is said of a value beside its type. */
export interface ValueDetails {
  /** Its default, where that is written out. */
  readonly value?: PlainValue;
  /** `max_length`, `ge` and the like, as they are written. */
  readonly constraints?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** Keywords of JSON Schema that are published as they are, whether anything holds to them or not. */
  readonly keywords?: Readonly<Record<string, PlainValue>>;
}

/** A value that a request carries outside its body. */
export interface ParameterFact extends ValueDetails {
  /** As requests have it: `X-Request-Id`, not the name of a variable. */
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly type: TypeFact;
  readonly required: boolean;
  readonly span: Span;
}

/** A value that a body carries beside others. */
export interface BodyPartFact extends ValueDetails {
  readonly name: string;
  readonly type: TypeFact;
  readonly required: boolean;
  readonly span: Span;
}

export interface BodyFact extends Pick<ValueDetails, "value" | "constraints"> {
  /** `application/json`, `application/x-www-form-urlencoded`, `multipart/form-data`, or what the source says. */
  readonly media: string;
  /** The whole body; absent where it is made of parts. */
  readonly type?: TypeFact;
  readonly parts: readonly BodyPartFact[];
  readonly required: boolean;
  readonly span: Span;
}

/** An answer that the source names. */
export interface ResponseFact {
  readonly status: number;
  readonly type?: TypeFact;
  /**
   * `answered` where the operation ends well, `declared` beside that, `raised` where a statement ends it so, `implied` where the
   * framework answers so by itself.
   */
  readonly by: "answered" | "declared" | "raised" | "implied";
  /** What travels, where it is no JSON: `text/html`. Empty where nothing does, or where that is made as it runs. */
  readonly media?: string;
  readonly description?: string;
  readonly span: Span;
}

/** What lets a caller in. */
export interface SecurityFact {
  readonly scheme: string;
  readonly kind: "oauth2" | "http" | "apiKey" | "openIdConnect";
  readonly scopes: readonly string[];
  /** Absent where it is not written out. */
  readonly details?: SecurityDetails;
}

/** How a caller shows who it is, as far as source says so. */
export interface SecurityDetails {
  readonly span: Span;
  readonly description?: string;
  /** Of a key: where it travels, and by which name. */
  readonly in?: "header" | "query" | "cookie";
  readonly parameter?: string;
  /** Of HTTP: `bearer`, `basic`, `digest`. */
  readonly scheme?: string;
  readonly bearerFormat?: string;
  /** Of OAuth 2: how to come by a token. */
  readonly flow?: string;
  readonly tokenUrl?: string;
  readonly authorizationUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes?: Readonly<Record<string, string>>;
  readonly openIdConnectUrl?: string;
  /** Whether whoever does not show it is let in all the same. */
  readonly optional?: true;
}

/** Something that runs before the operation and may give it a value. */
export interface DependencyFact {
  /** `path:name` of a function or class, or the dotted name of one outside the project. */
  readonly id: string;
  /** Whoever asks for it; the operation itself where absent. */
  readonly for?: string;
  readonly span: Span;
}

/** What one route takes and gives, with the names that a description of the interface has for it. */
export interface OperationFact {
  readonly parameters: readonly ParameterFact[];
  readonly requestBody?: BodyFact;
  readonly responses: readonly ResponseFact[];
  readonly security: readonly SecurityFact[];
  /** Whether callers may come without showing who they are, or may do so as far as is known. */
  readonly isOpen?: true;
  /** Whether code of the project, or of a package that is not known, decides who may call it. */
  readonly decidesAccess?: true;
  readonly dependencies: readonly DependencyFact[];
  readonly tags: readonly string[];
  /** Whether nobody says its tags, and the part of its path below what all paths share is the only one. */
  readonly isTaggedByPath?: true;
  /** The id by which a description of the interface has it. */
  readonly name?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** Whether the description of the interface shows it; undefined where that depends on what is not known. */
  readonly inSchema?: boolean;
  /**
   * Where the type of the answer stands: `declared` beside the path, `annotated` at the function, `raw` where the function makes the
   * answer itself, `unsaid` where nothing tells.
   */
  readonly answer: "declared" | "annotated" | "raw" | "unsaid";
  /** Whether its answers leave out fields that nobody set, or that have their defaults. */
  readonly trimsAnswers?: true;
  /** Whether it, or what it depends on, is given the request itself, from which anything can be read. */
  readonly takesRequest: boolean;
  /** Whether it leaves work to be done after the answer. */
  readonly takesBackgroundTasks: boolean;
  /** Where the function that answers is written. */
  readonly definition: Span;
  /** Whether some dependency could not be followed, so that more may be taken than stands here. */
  readonly isPartial: boolean;
}
