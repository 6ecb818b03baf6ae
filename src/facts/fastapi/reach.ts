import type { DependencyFact, SecurityFact } from "../operation.ts";
import type { Dependant } from "./dependant.ts";

/** What runs before an operation, and with it. */
export interface Reached {
  readonly seen: readonly Dependant[];
  readonly security: readonly SecurityFact[];
  readonly dependencies: readonly DependencyFact[];
}

/** With how many different scopes dependencies may be asked for in all. */
const mostVisits = 1_000;

/** All that is called before a function, itself first; each once, however many ask for it. */
export function reach(root: Dependant): Reached {
  const seen = new Map<string, Dependant>();
  const visits = new Set<string>();
  const schemes = new Map<string, SecurityFact>();
  const dependencies = new Map<string, DependencyFact>();
  const open: (readonly [of: Dependant, scopes: readonly string[]])[] = [[root, []]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [of, scopes] = next;
    const visit = `${of.key} ${scopes.join(" ")}`;
    if (visits.has(visit) || visits.size > mostVisits) continue;
    visits.add(visit);
    seen.set(of.key, of);
    if (of.security !== undefined) {
      const { scheme } = of.security;
      const before = schemes.get(scheme);
      const both = [...new Set([...(before?.scopes ?? []), ...scopes])];
      // Where one of two asks and the other insists, callers must have it.
      const firm = before !== undefined && before.details?.optional === undefined ? before : of.security;
      schemes.set(scheme, { ...firm, scopes: both });
    }
    for (const need of of.needs) {
      const name = `${of.id} ${need.of.id}`;
      const by = of === root ? {} : { for: of.id };
      if (!dependencies.has(name)) dependencies.set(name, { id: need.of.id, ...by, span: need.span });
    }
    open.push(...of.needs.map((need) => [need.of, [...scopes, ...need.scopes]] as const).toReversed());
  }
  const insists = [...seen.values()].some((of) => of !== root && of.refuses && of.security === undefined);
  return {
    seen: [...seen.values()],
    security: [...schemes.values()].map((scheme) => (insists ? insist(scheme) : scheme)),
    dependencies: [...dependencies.values()],
  };
}

/** Something on the way turns callers away, which may be for want of credentials. */
function insist(scheme: SecurityFact): SecurityFact {
  if (scheme.details === undefined) return scheme;
  const { optional, ...details } = scheme.details;
  return { ...scheme, details };
}
