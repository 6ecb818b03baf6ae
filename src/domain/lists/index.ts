// In: an operation that answers rows of an entity. Out: what its parameters mean: pages, order, filters.
// A parameter that none of these readers understands is given back: it must not be ignored.
// Never here: what makes an operation a list, and how a stack writes one.
export { whyNotAll } from "./adjectives.ts";
export { type AskedReading, readAsked } from "./asked.ts";
export { readFallback } from "./fallbacks.ts";
export { isFinding } from "./finding.ts";
export { readLineLanguage } from "./language.ts";
export { readNarrowed } from "./narrowed.ts";
export { saysNewest } from "./order.ts";
export { whyNoRange } from "./pairs.ts";
export { readValue } from "./parameter-values.ts";
export { queryParameters } from "./parameters.ts";
export { edgeWord } from "./ranges.ts";
export { toldHeaders, whyNotTold } from "./told.ts";
