// In: functions of a project that make a text of a text. Out: what they make of one, worked out from their source.
// Never here: running Python; anything that is not a text, a number or a list of them.
export { type TextFunction, textFunction } from "./text-function.ts";
