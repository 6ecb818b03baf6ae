// In: nothing of ours. Out: the values that every other folder speaks in.
// Spans, findings, edits, digests, words, the nearest name, assertions.
// Never here: input or output of any kind, and nothing that knows a contract, Python or a framework.
export * from "./ascii.ts";
export * from "./assert.ts";
export * from "./clean.ts";
export * from "./digest.ts";
export * from "./edit.ts";
export * from "./finding.ts";
export * from "./finding-key.ts";
export * from "./name-book.ts";
export * from "./nearest-name.ts";
export * from "./remember.ts";
export * from "./span.ts";
export * from "./words.ts";
