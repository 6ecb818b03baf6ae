import fc from "fast-check";

/**
 * Any code point, halves of pairs among them. The library's own unit `binary` gives the same, and makes a table of all of
 * them first, for each arbitrary anew.
 */
export const anyCodePoint = fc
  .integer({ min: 0, max: 0x10_ff_ff })
  .map((value) => String.fromCodePoint(value));
