import type { Schema } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { type MapNode, valueAt } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { reportOtherVersion } from "./schema-types.ts";
import { countAt, numberAt, quote, textAt } from "./shape.ts";

type Bounds = Partial<
  Pick<
    Schema,
    | "pattern"
    | "minLength"
    | "maxLength"
    | "minimum"
    | "maximum"
    | "exclusiveMinimum"
    | "exclusiveMaximum"
    | "multipleOf"
    | "minItems"
    | "maxItems"
    | "minProperties"
    | "maxProperties"
  >
>;

/** Pattern, lengths, sizes and limits of numbers. */
export function readBounds(reader: Reader, map: MapNode): Bounds {
  const bounds: Bounds = definedFields({
    pattern: readPattern(reader, map),
    minLength: countAt(reader, map, "minLength"),
    maxLength: countAt(reader, map, "maxLength"),
    ...readLimit(reader, map, "minimum", "exclusiveMinimum"),
    ...readLimit(reader, map, "maximum", "exclusiveMaximum"),
    multipleOf: readStep(reader, map),
    minItems: countAt(reader, map, "minItems"),
    maxItems: countAt(reader, map, "maxItems"),
    minProperties: countAt(reader, map, "minProperties"),
    maxProperties: countAt(reader, map, "maxProperties"),
  });
  checkRange(reader, map, "minLength", bounds.minLength, "maxLength", bounds.maxLength);
  checkRange(reader, map, "minItems", bounds.minItems, "maxItems", bounds.maxItems);
  checkRange(reader, map, "minProperties", bounds.minProperties, "maxProperties", bounds.maxProperties);
  checkRange(reader, map, "minimum", bounds.minimum, "maximum", bounds.maximum);
  checkRange(
    reader,
    map,
    "exclusiveMinimum",
    bounds.exclusiveMinimum,
    "exclusiveMaximum",
    bounds.exclusiveMaximum,
  );
  return bounds;
}

// 3.0: `minimum: 1, exclusiveMinimum: true`; 3.1: `exclusiveMinimum: 1`. Both are read in both.
function readLimit(reader: Reader, map: MapNode, inclusive: string, exclusive: string) {
  const limit = numberAt(reader, map, inclusive);
  const node = valueAt(map, exclusive);
  const isFlag = node?.kind === "scalar" && typeof node.value === "boolean";
  if (node !== undefined && isFlag !== reader.now.dialect.flagsLimits)
    reportOtherVersion(
      reader,
      map,
      exclusive,
      isFlag ? "write the limit itself here" : "write true here, and the limit beside it",
    );
  if (!isFlag) return { [inclusive]: limit, [exclusive]: numberAt(reader, map, exclusive) };
  return node.value === true ? { [exclusive]: limit } : { [inclusive]: limit };
}

function readStep(reader: Reader, map: MapNode): number | undefined {
  const step = numberAt(reader, map, "multipleOf");
  if (step === undefined || step > 0) return step;
  report(reader, map.entries.get("multipleOf")?.span ?? map.span, {
    rule: "wrong-type",
    message: '"multipleOf" must be above zero: it is ignored',
    mend: "write a number above zero",
  });
  return undefined;
}

function checkRange(
  reader: Reader,
  map: MapNode,
  lowKey: string,
  low: number | undefined,
  highKey: string,
  high: number | undefined,
): void {
  if (low === undefined || high === undefined || low <= high) return;
  report(reader, map.entries.get(lowKey)?.span ?? map.span, {
    rule: "empty-range",
    message: `${quote(lowKey)} ${low} is above ${quote(highKey)} ${high}: no value can satisfy both`,
    mend: "swap the two, or drop one",
  });
}

function readPattern(reader: Reader, map: MapNode): string | undefined {
  const pattern = textAt(reader, map, "pattern");
  if (pattern === undefined) return undefined;
  const problem = patternProblem(pattern);
  if (problem === undefined) return pattern;
  report(reader, map.entries.get("pattern")?.span ?? map.span, {
    rule: "bad-pattern",
    severity: "warning",
    message: `the pattern is no regular expression of ECMA-262 (${problem}): it is ignored`,
    mend: "use the syntax of JavaScript: no \\A and \\Z, no (?i), no (?P<name>…)",
  });
  return undefined;
}

// Compiled, never run: a pattern of a stranger may take for ever on the right text.
function patternProblem(pattern: string): string | undefined {
  // JavaScript without the `u` flag reads these as plain letters, so they would be wrong without a word.
  if (/(?<!\\)(?:\\\\)*\\[AZz]/.test(pattern)) return "\\A, \\Z and \\z are not in it";
  for (const flags of ["u", ""]) {
    try {
      new RegExp(pattern, flags);
      return undefined;
    } catch (problem) {
      if (flags === "") return String(problem).replace(/^.*: /s, "");
    }
  }
  return undefined;
}
