import type { Span } from "#base";
import type { TypeFact } from "./type.ts";

/** A value that a request carries outside its body. */
export interface ParameterFact {
  /** As requests have it: `X-Request-Id`, not the name of a variable. */
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly type: TypeFact;
  readonly required: boolean;
  readonly span: Span;
}

/** A value that a body carries beside others. */
export interface BodyPartFact {
  readonly name: string;
  readonly type: TypeFact;
  readonly required: boolean;
  readonly span: Span;
}

export interface BodyFact {
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
  /** `answered` where the operation ends well, `declared` beside that, `raised` where a statement ends it so. */
  readonly by: "answered" | "declared" | "raised";
  readonly span: Span;
}

/** What lets a caller in. */
export interface SecurityFact {
  readonly scheme: string;
  readonly kind: "oauth2" | "http" | "apiKey" | "openIdConnect";
  readonly scopes: readonly string[];
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
  readonly dependencies: readonly DependencyFact[];
  readonly tags: readonly string[];
  /** Whether the description of the interface shows it; undefined where that depends on what is not known. */
  readonly inSchema?: boolean;
  /**
   * Where the type of the answer stands: `declared` beside the path, `annotated` at the function, `raw` where the function makes the
   * answer itself, `unsaid` where nothing tells.
   */
  readonly answer: "declared" | "annotated" | "raw" | "unsaid";
  /** Whether it, or what it depends on, is given the request itself, from which anything can be read. */
  readonly takesRequest: boolean;
  /** Whether it leaves work to be done after the answer. */
  readonly takesBackgroundTasks: boolean;
  /** Where the function that answers is written. */
  readonly definition: Span;
  /** Whether some dependency could not be followed, so that more may be taken than stands here. */
  readonly isPartial: boolean;
}
