import type { FilterLanguage, ListBehaviour, Pagination, ReportBehaviour } from "#domain";
import { filterGroups } from "../app/services/lists/filter-groups.ts";
import { sharedPageName, sharedReading } from "../app/services/lists/shared-page.ts";
import { sortName } from "../app/services/lists/sorting.ts";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../blueprint.ts";
import { sharesPages } from "../pages.ts";
import { attributeName } from "../tables.ts";
import { oppositeChoices } from "../tests/behaviours/list-sorting.ts";
import { countsAll, looksAhead } from "../told.ts";
import type { Fault, Place } from "./apply-fault.ts";
import { filterFaults } from "./filters.ts";
import { subjectFaults } from "./subjects.ts";
import { nestedFaults } from "./trees.ts";

export function listFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  behaviour: ListBehaviour,
  service: Place,
): readonly Fault[] {
  const { table } = entityNamed(blueprint, behaviour.entity);
  const isShared = sharedReading(blueprint, operation) !== undefined;
  const reading = isShared ? { ...service, within: sharedPageName(table) } : service;
  const { pagination } = behaviour;
  return [
    ...choiceFaults(blueprint, operation, behaviour, service),
    reversedOrder(
      behaviour,
      behaviour.sorting ? { ...reading, within: sortName(operation.functionName) } : reading,
    ),
    ...(behaviour.nested === undefined ? [] : nestedFaults(service)),
    ...(pagination
      ? [...pageFaults(behaviour, reading), ...startFaults(blueprint, operation, pagination)]
      : []),
    ...(countsAll(behaviour) ? [wrongTotal(reading)] : []),
    ...(looksAhead(behaviour) ? [noLookAhead(reading)] : []),
    ...(pagination?.style === "keyset" ? cursorFaults(behaviour, reading) : []),
    ...(behaviour.language ? languageFaults(behaviour.language, service) : []),
    ...(behaviour.sorting ? sortFaults({ ...service, within: sortName(operation.functionName) }) : []),
    ...toldFaults({ path: `app/${operation.meaning.module}/routes.py`, within: operation.functionName }),
  ];
}

/** Faults in which rows are chosen. */
function choiceFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  behaviour: ListBehaviour,
  service: Place,
): readonly Fault[] {
  const entity = entityNamed(blueprint, behaviour.entity);
  const groups = filterGroups(operation, behaviour, entity);
  const filters = behaviour.filters.flatMap((filter) =>
    filterFaults(blueprint.database, filter, {
      ...service,
      within: groups.find((group) => group.filters.includes(filter))?.functionName ?? service.within,
    }),
  );
  const following: Fault = {
    ...service,
    name: "shows rows of those not followed",
    find: /\[\s*\w+\.\w+\.in_\([\s\S]*?\)\s*,?\s*\](?=\s*,?\s*\))/,
    put: "[]",
  };
  const parent: Fault = {
    ...service,
    name: "shows rows of other parents",
    find: /\s*\.where\(\w+\.\w+_id == \w+_id\)/,
    put: "",
  };
  const narrowed: Fault = {
    ...service,
    name: "lists rows of any value",
    find: new RegExp(`(\\w+\\.\\w+) == ${attributeName(behaviour.narrowed?.parameter ?? "")}\\b`),
    put: "$1.is_not(None)",
  };
  const stranger: Fault = {
    ...service,
    name: "shows the rows of others",
    find: /(\w+\.\w+) == viewer\.\w+/,
    put: "$1 == $1",
  };
  return [
    ...filters,
    ...(behaviour.own ? [stranger] : []),
    ...(entity.subject ? subjectFaults(entity, service, stranger.name) : []),
    ...(behaviour.following === undefined ? [] : [following]),
    ...(behaviour.parent ? [parent] : []),
    ...(behaviour.narrowed ? [narrowed] : []),
  ];
}

function reversedOrder({ order, pagination, sorting }: ListBehaviour, reading: Place): Fault {
  const fault = { ...reading, name: "reverses the order" };
  if (pagination?.style === "keyset")
    return order.some(({ descending }) => descending)
      ? { ...fault, find: /, descending=True/g, put: "" }
      : { ...fault, find: /Key\((\w+\.\w+, \w+)\)/g, put: "Key($1, descending=True)" };
  if (order.some(({ descending }) => descending)) return { ...fault, find: /\.desc\(\)/g, put: "" };
  if (sorting)
    return { ...fault, find: /usual = \((.*),\)/, put: "usual = tuple(key.desc() for key in ($1,))" };
  return { ...fault, find: /\.order_by\(([^()\n]*)\)/, put: ".order_by(*(key.desc() for key in ($1,)))" };
}

function pageFaults(list: ListBehaviour, reading: Place): readonly Fault[] {
  // Who reads one row too many cuts the page afterwards.
  const limits = looksAhead(list)
    ? []
    : [{ ...reading, name: "does not limit the page", find: /\s*\.limit\([^)]*\)/, put: "" }];
  return [
    ...limits,
    { ...reading, name: "does not skip to the page", find: /\s*\.offset\([^)]*\)/, put: "" },
  ];
}

/** Faults in where a page begins. */
function startFaults(
  blueprint: Blueprint,
  { queryClass = "Page", meaning }: OperationBlueprint,
  pagination: Pagination,
): readonly Fault[] {
  if (pagination.style !== "number") return [];
  const place = sharesPages(blueprint.domain, pagination)
    ? { path: "app/schemas.py", within: "Page" }
    : { path: `app/${meaning.module}/schemas.py`, within: queryClass };
  return [
    {
      ...place,
      name: "begins each page with the last row of the one before",
      find: /\* self\.(\w+), BIGINT_MAX\)/,
      put: "* (self.$1 - 1), BIGINT_MAX)",
    },
    {
      ...place,
      name: "skips more rows than a database can count",
      find: /return min\((.*), BIGINT_MAX\)/,
      put: "return $1",
    },
  ];
}

function wrongTotal(reading: Place): Fault {
  return {
    ...reading,
    name: "counts all rows",
    find: /(select_from\(\w+\))\s*\.where\(\*conditions\)/,
    put: "$1",
  };
}

function noLookAhead(reading: Place): Fault {
  return {
    ...reading,
    name: "does not look what comes after the page",
    find: /\.limit\((\S+) \+ 1\)/,
    put: ".limit($1)",
  };
}

/** Faults in how a page goes on from a row. */
function cursorFaults({ order, sorting }: ListBehaviour, reading: Place): readonly Fault[] {
  const beyond = { path: "app/cursors.py", within: "_beyond" };
  const slice = { path: "app/cursors.py", within: "read_slice" };
  return [
    {
      ...reading,
      name: "begins again after every page",
      find: /after=(?:await )?\w+\([^)]*\)/,
      put: "after=None",
    },
    { ...reading, name: "does not go back", find: /before=(?:await )?\w+\([^)]*\)/, put: "before=None" },
    { ...slice, name: "shows rows before a place the wrong way round", find: /\[::-1\]/, put: "" },
    { ...slice, name: "tells of no rows beyond the page", find: /limit \+ 1/, put: "limit" },
    {
      ...slice,
      name: "tells of no rows before the page",
      find: /await _is_any\(session, statement, (?:later|inside)\)/,
      put: "False",
    },
    ...(order.some(({ descending }) => descending)
      ? [{ ...beyond, name: "shows a row twice", find: / < value if/, put: " <= value if" }]
      : []),
    ...(order.some(({ descending }) => !descending)
      ? [{ ...beyond, name: "shows a row twice, upwards", find: / > value,/, put: " >= value," }]
      : []),
    ...(sorting && oppositeChoices(sorting)
      ? [
          {
            path: "app/cursors.py",
            within: "read_cursor",
            name: "reads cursors of other orders",
            find: /if order != _spell\(keys\):/,
            put: "if False:",
          },
        ]
      : []),
  ];
}

/** Faults in what callers write in one text. */
function languageFaults({ parameter, several, terms }: FilterLanguage, service: Place): readonly Fault[] {
  const words = { path: "app/terms.py", within: "any_of" };
  return [
    {
      ...service,
      name: `reads nothing in ${parameter}`,
      find: new RegExp(`if filters\\.${attributeName(parameter)} is not None:`),
      put: "if False:",
    },
    ...(several
      ? [
          {
            ...words,
            name: "looks for the first of several values",
            find: /column\.in_\(values\)/,
            put: "column == values[0]",
          },
        ]
      : []),
    ...(terms.some(({ by }) => by === "since")
      ? [
          {
            path: "app/terms.py",
            within: "since",
            name: "finds what is older",
            find: / >= clock/,
            put: " <= clock",
          },
        ]
      : []),
  ];
}

/** Faults in the order that callers choose. */
function sortFaults(sorting: Place): readonly Fault[] {
  return [
    {
      ...sorting,
      name: "sorts the wrong way",
      find: /(descending=| if )(sort\.startswith\("-"\)|direction == "[^"]*")/,
      put: "$1not $2",
    },
    { ...sorting, name: "sorts by the wrong choice", find: /(": \w+\.\w+)\.asc\(\)/, put: "$1.desc()" },
  ];
}

/** Faults in what is told beside the rows. */
function toldFaults(route: Place): readonly Fault[] {
  return [
    { ...route, name: "promises a page after the last", find: /\+ len\(rows\) < total/, put: "< total" },
    { ...route, name: "counts whole pages only", find: /ceil\((total \/ \S+)\)/, put: "int($1)" },
    { ...route, name: "leads to the same page", find: / \+ [^{}]+\}\) if more/, put: "}) if more" },
    {
      ...route,
      name: "leads further back than one page",
      find: /(\{"\w+": [\w.]+) - 1\}/,
      put: "$1 - 2}",
    },
  ];
}

export function distinctValuesFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "repeats values", find: /\.distinct\(\)/, put: "" },
    {
      ...service,
      name: "does not order the values",
      find: /\.order_by\((.*)\)\)\n/,
      put: ".order_by($1.desc()))\n",
    },
  ];
}

export function countFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "counts one of each value", find: /func\.count\(\)/, put: "func.max(1)" },
    { ...service, name: "tells nothing of values that no row has", find: /\{[^{}]*: 0\} \| /, put: "" },
  ];
}

export function lineFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "answers the lines of all",
      find: /\.where\(\*(?:_terms_of_\w+\([^)]*\)|conditions)\)/,
      put: "",
    },
    {
      ...service,
      name: "answers lines the wrong way round",
      find: /\.order_by\((.*), (\w+\.\w+)\)/,
      put: ".order_by($1, $2.desc())",
    },
  ];
}

export function reportFaults({ filters }: ReportBehaviour, service: Place): readonly Fault[] {
  return [
    { ...service, name: "tells of rows in any state", find: /\.filter\([^()]*\)/g, put: "" },
    { ...service, name: "sums up where an average is told", find: /func\.avg/, put: "func.sum" },
    { ...service, name: "tells the least for the sum", find: /func\.sum/, put: "func.min" },
    ...(filters.length > 0
      ? [{ ...service, name: "tells of all times", find: /\.where\(\*conditions\)/, put: "" }]
      : []),
  ];
}
