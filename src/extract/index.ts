// In: facts, read from the Python source of a project. Out: the contract that the source keeps, with places in that source.
// Whatever the source does not tell is marked unknown with the reason, and never guessed.
// Never here: documents, files, running anything, or a framework's name.

export { type Extraction, extractContract } from "./extract-contract.ts";
export { type EventExtraction, extractEvents } from "./extract-events.ts";
export { extractRefusals, type Refusals } from "./extract-refusals.ts";
