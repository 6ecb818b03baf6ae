/**
 * How well a path fits a template, both without a query: -1 not at all; else the number of segments that are literally
 * the same, so that `/orders/open` is found before `/orders/{id}`. Parameters of both sides match each other whatever
 * they are called; a part of a segment may be a parameter: `/files/{name}.json`.
 */
export function matchesPath(template: string, path: string): number {
  const wanted = split(template);
  const given = split(path.replace(/[?#].*$/s, ""));
  if (wanted.length !== given.length) return -1;
  let literal = 0;
  for (const [index, segment] of wanted.entries()) {
    const own = given[index] ?? "";
    if (nameless(segment) === nameless(own)) {
      // As good as the same, but a concrete path rather means the literal one.
      literal += segment === own || !segment.includes("{") ? 2 : 1;
      continue;
    }
    if (!segment.includes("{") || !fits(segment, own)) return -1;
  }
  return literal;
}

function split(path: string): readonly string[] {
  return path.replace(/^\/+|\/+$/g, "").split("/");
}

function nameless(segment: string): string {
  return segment.replace(/\{[^{}]*\}/g, "{}");
}

/** Whether a segment begins, goes on and ends as the literal parts of a template ask for. Linear in its length. */
function fits(segment: string, own: string): boolean {
  const parts = nameless(segment).split("{}");
  const [first = "", ...rest] = parts;
  const last = rest.pop() ?? "";
  if (!own.startsWith(first) || !own.endsWith(last)) return false;
  let at = first.length;
  const end = own.length - last.length;
  for (const part of rest) {
    const next = own.indexOf(part, at + 1);
    if (next < 0 || next + part.length > end) return false;
    at = next + part.length;
  }
  return at < end;
}
