import type { Finding } from "#base";

/**
 * A part of the document that can be understood or not: an operation, a shared element, a schema. Holes are findings
 * that leave something of it unknown; what uses a part with a hole has that hole too.
 */
export interface Scope {
  readonly holes: Finding[];
  readonly uses: Set<Scope>;
}

export function makeScope(): Scope {
  return { holes: [], uses: new Set() };
}

/** For each of the scopes that cannot be understood, the hole that it suffers from. Linear in scopes and uses. */
export function findHoles(scopes: Iterable<Scope>): ReadonlyMap<Scope, Finding> {
  const users = new Map<Scope, Scope[]>();
  const causes = new Map<Scope, Finding>();
  const open: Scope[] = [];
  for (const scope of reach(scopes)) {
    const [hole] = scope.holes;
    if (hole !== undefined) {
      causes.set(scope, hole);
      open.push(scope);
    }
    for (const used of scope.uses) {
      const known = users.get(used);
      if (known === undefined) users.set(used, [scope]);
      else known.push(scope);
    }
  }
  for (const scope of open) {
    const cause = causes.get(scope);
    for (const user of users.get(scope) ?? []) {
      if (cause === undefined || causes.has(user)) continue;
      causes.set(user, cause);
      open.push(user);
    }
  }
  return causes;
}

function reach(scopes: Iterable<Scope>): ReadonlySet<Scope> {
  const reached = new Set(scopes);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const scope of reached) for (const used of scope.uses) reached.add(used);
  return reached;
}
