import type { ListBehaviour } from "#domain";
import { type Blueprint, entityNamed } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import type { Fault, Place } from "./apply-fault.ts";

export function listFaults(blueprint: Blueprint, behaviour: ListBehaviour, service: Place): readonly Fault[] {
  const isPaged = behaviour.pagination !== undefined;
  const entity = entityNamed(blueprint, behaviour.entity);
  const reading = isPaged ? { ...service, within: `_read_page_of_${entity.table}` } : service;
  return [
    ...choiceFaults(behaviour, service),
    reversedOrder(behaviour, reading),
    ...(isPaged ? pageFaults(reading) : []),
    ...(behaviour.answer.total === undefined ? [] : [wrongTotal(reading)]),
  ];
}

/** Faults in which rows are chosen. */
function choiceFaults(behaviour: ListBehaviour, service: Place): readonly Fault[] {
  const filters = behaviour.filters.map(
    ({ parameter }): Fault => ({
      ...service,
      name: `drops the filter ${parameter}`,
      find: new RegExp(`if filters\\.${attributeName(parameter)} is not None:`),
      put: "if False:",
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
  return [
    ...filters,
    ...(behaviour.following === undefined ? [] : [following]),
    ...(behaviour.parent ? [parent] : []),
  ];
}

function reversedOrder({ order }: ListBehaviour, reading: Place): Fault {
  const fault = { ...reading, name: "reverses the order" };
  if (order.some(({ descending }) => descending)) return { ...fault, find: /\.desc\(\)/g, put: "" };
  return { ...fault, find: /\.order_by\(([^()\n]*)\)/, put: ".order_by(*(key.desc() for key in ($1,)))" };
}

function pageFaults(reading: Place): readonly Fault[] {
  return [
    { ...reading, name: "does not limit the page", find: /\s*\.limit\([^)]*\)/, put: "" },
    { ...reading, name: "does not skip to the page", find: /\s*\.offset\([^)]*\)/, put: "" },
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
