import type { Filter } from "#domain";
import type { Database } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import type { Fault, Place } from "./apply-fault.ts";

/** Faults in what one filter lets through. */
export function filterFaults(database: Database, filter: Filter, service: Place): readonly Fault[] {
  const { parameter, by, several, fallback, required, everything } = filter;
  const attribute = attributeName(parameter);
  const value = fallback?.kind === "moment" ? attribute : `filters\\.${attribute}`;
  const isGuarded = everything !== undefined || (!required && fallback === undefined);
  const guarded: Fault = {
    ...service,
    name: `drops the filter ${parameter}`,
    find: new RegExp(`if filters\\.${attribute}\\b[^\\n]*:\\n`),
    put: "if False:\n",
  };
  // What always holds has no question before it: it holds for anything else.
  const always: Fault = {
    ...service,
    name: `drops the filter ${parameter}`,
    find: new RegExp(`( == ${value}|\\.in_\\(${value}\\))(?=[\\],)])`),
    put: ".is_not(None)",
  };
  return [
    isGuarded ? guarded : always,
    ...(by.kind === "search" ? searchFaults(database, parameter, service) : []),
    ...(by.kind === "range" ? edgeFaults(filter, value, service) : []),
    ...(several === undefined ? [] : [firstOnly(filter, attribute, service)]),
    ...(fallback?.kind === "moment" ? [noDefault(filter, attribute, service)] : []),
  ];
}

function searchFaults(database: Database, parameter: string, service: Place): readonly Fault[] {
  // SQLite minds no case anyhow.
  const minds =
    database === "sqlite"
      ? []
      : [{ ...service, name: `minds the case of ${parameter}`, find: /\.icontains\(/g, put: ".contains(" }];
  return [
    ...minds,
    {
      ...service,
      name: `takes signs of ${parameter} for patterns`,
      find: /, autoescape=True/g,
      put: "",
    },
  ];
}

function edgeFaults({ by, parameter }: Filter, value: string, service: Place): readonly Fault[] {
  if (by.kind !== "range") return [];
  const sign = by.edge === "least" ? ">" : "<";
  const compared = `(?=${value}\\b|datetime\\.combine\\(${value}\\b)`;
  return [
    by.inclusive
      ? {
          ...service,
          name: `takes the edge of ${parameter} for outside`,
          find: new RegExp(`${sign}= ${compared}`),
          put: `${sign} `,
        }
      : {
          ...service,
          name: `takes the edge of ${parameter} for inside`,
          find: new RegExp(`${sign} ${compared}`),
          put: `${sign}= `,
        },
  ];
}

function firstOnly({ parameter }: Filter, attribute: string, service: Place): Fault {
  return {
    ...service,
    name: `looks at the first of ${parameter} only`,
    find: new RegExp(`\\.in_\\(filters\\.${attribute}\\)`),
    put: ` == filters.${attribute}[0]`,
  };
}

/** The first day or the last one there is, in place of the one that the text tells. */
function noDefault({ by, parameter }: Filter, attribute: string, service: Place): Fault {
  const year = by.kind === "range" && by.edge === "least" ? 1 : 9999;
  return {
    ...service,
    name: `has no default for ${parameter}`,
    find: new RegExp(`(${attribute} = )(filters\\.${attribute} or [^\\n]*)`),
    put: `$1filters.${attribute} or ($2).replace(year=${year})`,
  };
}
