// In: a blueprint and its contract as plain data. Out: the overlay that says what a build adds to the contract, as a file.
// What the contract leaves out of its answers, and what was assumed on the safe side, each with its reason.
// Never here: what is assumed, and how overlays are applied.
export { emitOverlay } from "./emit-overlay.ts";
