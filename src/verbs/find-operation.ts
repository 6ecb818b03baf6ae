import type { Domain, OperationMeaning } from "#domain";

/** The operation that a person means: by id, by `METHOD /path`, or by a path that fits its template. */
export function findOperation(domain: Domain, name: string): OperationMeaning | undefined {
  const { operations } = domain;
  const exact = operations.find(({ id }) => id === name);
  if (exact) return exact;
  const [, method, path] = /^([a-z]+)\s+(\/\S*)$/i.exec(name) ?? [];
  if (method === undefined || path === undefined) {
    const alike = operations.filter(({ id }) => id.toLowerCase() === name.toLowerCase());
    return alike.length === 1 ? alike[0] : undefined;
  }
  const wanted = withoutBase(path, domain.basePath);
  const ranked = operations
    .filter((operation) => operation.method === method.toLowerCase())
    .map((operation) => [fit(operation.path, wanted), operation] as const)
    .filter(([fitness]) => fitness !== undefined)
    .sort(([one = 0], [other = 0]) => other - one);
  return ranked[0]?.[1];
}

function withoutBase(path: string, base: string): string {
  return base !== "" && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
}

/** How many segments are the same letter by letter; undefined where the path does not fit the template. */
function fit(template: string, path: string): number | undefined {
  const expected = template.split("/");
  const given = path.replace(/[?#].*$/, "").split("/");
  if (expected.length !== given.length) return undefined;
  let same = 0;
  for (const [index, segment] of expected.entries()) {
    if (segment === given[index]) same++;
    else if (!segment.startsWith("{")) return undefined;
  }
  return same;
}
