/** Whether values that an earlier run wrote, or somebody else, are what they should be. */
export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** A number that counts something. */
export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

/** Findings without mends by the program. */
export function isFindingList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isFinding);
}

function isFinding(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { rule, severity, message, span, mend, path, about, fix } = value;
  return (
    isText(rule) &&
    ["error", "warning", "note"].includes(severity as string) &&
    isText(message) &&
    (span === undefined || isSpan(span)) &&
    (mend === undefined || isText(mend)) &&
    (about === undefined || isText(about)) &&
    (path === undefined || (Array.isArray(path) && path.every(isStep))) &&
    fix === undefined
  );
}

function isStep(value: unknown): boolean {
  return isObject(value) && isText(value["message"]) && isSpan(value["span"]);
}

function isSpan(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { file, line, column, offset, end } = value;
  return isText(file) && [line, column, offset, end].every(isWhole);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
