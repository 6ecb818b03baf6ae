import type { Fault, Place } from "./apply-fault.ts";

/** Rows that are made below others of their kind stand somewhere else. */
export function belowFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "makes the row at the top", find: /\b(\w+)=above\.\w+,\n/, put: "$1=None,\n" },
    { ...service, name: "leaves it as deep as the one above", find: /(above\.\w+) \+ 1/, put: "$1" },
    { ...service, name: "lets rows stand however deep", find: /if above\.[^\n]* >= \w+:/, put: "if False:" },
    { ...service, name: "forgets the way from the top", find: /f"\{above\.\w+\}/, put: 'f"' },
  ];
}

/** Rows are listed as they do not stand below one another. */
export function nestedFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "shows nothing below", find: /below\.get\(\w+\.\w+, \[\]\)/, put: "[]" },
    {
      ...service,
      name: "shows all rows at the top",
      find: /return below\.get\(None, \[\]\)/,
      put: "return found",
    },
  ];
}
