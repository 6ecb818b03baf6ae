/** Expressions that run over a path once: signs, and classes of signs that may repeat. */
const plain = /^\^?(?:[\w/.~-]|(?:\\[dw./-]|\[[^[\]\\]+\])[+*?]?)*$/;

/**
 * The path without the beginning that settings tell as a regular expression, `/api/v[0-9]`; undefined where the expression is more
 * than signs and classes of them.
 */
export function belowPrefix(path: string, prefix: string): string | undefined {
  if (!plain.test(prefix)) return undefined;
  return path.replace(new RegExp(`^${prefix.replace(/^\^/, "")}`, "i"), "");
}

/** What all paths begin with, in whole parts: https://docs.python.org/3/library/os.path.html#os.path.commonpath */
export function sharedParts(paths: readonly string[]): number {
  const [first = [], ...others] = paths.map(partsOf);
  const differs = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return differs === -1 ? first.length : differs;
}

/** The first part that is no parameter, as the only tag; below as many parts as all paths share. */
export function firstPart(path: string, shared = 0): readonly string[] {
  const first = partsOf(path)
    .slice(shared)
    .find((part) => !part.startsWith("{"));
  return first === undefined ? [] : [first];
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}
