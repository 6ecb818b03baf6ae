import type { Finding, Span } from "#base";
import type { OverlayTarget } from "../overlay/read-overlay.ts";

export const itemKinds = ["operation", "event", "type"] as const;

export type ItemKind = (typeof itemKinds)[number];

/** One thing that one document says: enough to find it, to list it and to tell whether two documents agree. Plain JSON. */
export interface Entry {
  readonly kind: ItemKind;
  /** `GET /orders/{id}`, `order.created`, `Order`: as people write it. */
  readonly name: string;
  /** The same for two entries that speak of one thing: parameters of a path have no names in it. */
  readonly key: string;
  /** Its id in the document: an `operationId`, an event's id, the shared name of a type. */
  readonly id: string;
  /** Title of the service, as the document gives it. */
  readonly service: string;
  /** Version of the document. */
  readonly version: string;
  readonly summary: string;
  readonly deprecated: boolean;
  /** Digest of all that it says, with the types that it names, and without places, titles and descriptions of the document. */
  readonly digest: string;
  /** The document that says it; the place may lie in another file that the document refers to. */
  readonly file: string;
  readonly span: Span;
  /** Of events: who gives it and who takes it, by the titles of services. */
  readonly producers?: readonly string[];
  readonly consumers?: readonly string[];
  /** Of events: ids of the operations that give it. */
  readonly givenBy?: readonly string[];
  /** Of operations: the path with the base path before it, where there is one. */
  readonly fullPath?: string;
}

/** Where a field of some name stands. */
export interface FieldPlace {
  /** `userId` */
  readonly field: string;
  /** Name of the type, operation or event whose field it is, with the way to it: `Order`, `POST /orders query`. */
  readonly owner: string;
  /** `string (uuid)` */
  readonly type: string;
  readonly required: boolean;
  readonly span: Span;
}

/** What kind of document a file is. */
export type DocumentFormat = "openapi" | "asyncapi" | "json-schema" | "overlay" | "record";

/** One document of the registry, read. Plain JSON, so that it can be kept. */
export interface RegistryDocument {
  readonly file: string;
  readonly format: DocumentFormat;
  /** `OpenAPI 3.1` */
  readonly label: string;
  readonly title: string;
  readonly version: string;
  /** Digest of the text. */
  readonly digest: string;
  readonly entries: readonly Entry[];
  readonly fields: readonly FieldPlace[];
  readonly findings: readonly Finding[];
  /** Other files that it was read with, and the digests of their texts. */
  readonly others: readonly { readonly file: string; readonly digest: string }[];
  /** Files of the overlays that were applied to it, in their order; absent where there are none. */
  readonly overlays?: readonly string[];
  /** Of an overlay: the document that it is for, where it says so. */
  readonly extends?: OverlayTarget;
}

/** One thing that the registry knows, from all documents that speak of it. */
export interface RegistryItem {
  readonly kind: ItemKind;
  readonly name: string;
  readonly key: string;
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly summary: string;
  readonly deprecated: boolean;
  readonly digest: string;
  /** All that say it; the first is the one that answers. */
  readonly said: readonly Entry[];
  /** Those of one service that say something else of it than the first. */
  readonly contradicted: readonly Entry[];
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  /** Of operations: the path with the base path before it, where there is one. */
  readonly fullPath?: string | undefined;
}

/** By what things are looked up, so that few of very many have to be read for it. */
export interface LookupIndex {
  /** By the words of items, in singular. */
  readonly words: ReadonlyMap<string, WordPlaces>;
  /** By the names of fields: the documents that have them, by their numbers. */
  readonly fields: ReadonlyMap<string, readonly number[]>;
}

/** Items by their numbers. */
export interface WordPlaces {
  /** It stands in the name or the id. */
  readonly called: readonly number[];
  /** It stands in the summary alone. */
  readonly told: readonly number[];
}

/** All documents of a repository, as one. */
export interface Registry {
  /** Sorted by file. */
  readonly documents: readonly RegistryDocument[];
  /** Sorted by kind, then by name. */
  readonly items: readonly RegistryItem[];
  /** What is wrong with single documents, and between them. */
  readonly findings: readonly Finding[];
  /** What was made before of just these documents and items; undefined for any others, and where it is lost. */
  readonly lookup?: (whole: Pick<Registry, "documents" | "items">) => LookupIndex | undefined;
}
