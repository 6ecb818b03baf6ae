/**
 * The template of a path, from a route and a regular expression, or several of them one after another. Follows what the framework does
 * where it tells people of its URLs (`simplify_regex` of `django.contrib.admindocs.views`), and what its schema makes of that
 * (`EndpointEnumerator` of `rest_framework.schemas.generators`): groups become their names, what has none is left out where it captures
 * nothing, and is `var` where it does.
 * https://github.com/django/django/blob/main/django/contrib/admindocs/utils.py
 */
export function pathTemplate(route: string): string {
  const bare = replaceGroups(
    replaceGroups(
      replaceGroups(route, "(?:", () => ""),
      "(?P<",
      nameOf,
    ),
    "(",
    () => "<var>",
  );
  const plain = bare
    .replace(
      /((?:^|(?<!\\))(?:\\\\)*)(\\?)([?*+^$]|\\[bBAZz])/g,
      (_, before: string, slash: string, sign: string) => (slash === "" ? before : before + sign),
    )
    .replace(/\\([^\w\s])/g, "$1");
  return `/${plain.replace(/^\//, "")}`.replace(/<(?:[^<>:]+:)?(\w+)>/g, "{$1}");
}

function nameOf(group: string): string {
  return `<${/^\(\?P<(\w+)>/.exec(group)?.[1] ?? "var"}>`;
}

/** Replaces groups that begin with `opening`, each to the bracket that closes it. */
function replaceGroups(pattern: string, opening: string, replace: (group: string) => string): string {
  let result = "";
  let at = 0;
  for (;;) {
    const start = findOpening(pattern, opening, at);
    const end = start === -1 ? -1 : closingOf(pattern, start);
    if (end === -1) return result + pattern.slice(at);
    result += pattern.slice(at, start) + replace(pattern.slice(start, end));
    at = end;
  }
}

function findOpening(pattern: string, opening: string, from: number): number {
  let at = pattern.indexOf(opening, from);
  while (at > 0 && pattern[at - 1] === "\\") at = pattern.indexOf(opening, at + 1);
  return at;
}

/** Past the bracket that closes the one at `start`; -1 where none does. */
function closingOf(pattern: string, start: number): number {
  let depth = 0;
  let isClass = false;
  for (let at = start; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === "\\") at += 1;
    else if (isClass) isClass = sign !== "]";
    else if (sign === "[") isClass = true;
    else if (sign === "(") depth += 1;
    else if (sign === ")") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
