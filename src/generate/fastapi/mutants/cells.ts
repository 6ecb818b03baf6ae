import type { Fault, Place } from "./apply-fault.ts";

/** Faults of what reads or writes the cells of a matrix. */
export function cellFaults(
  kind: "read-matrix" | "read-cell" | "write-cell",
  service: Place,
): readonly Fault[] {
  if (kind === "read-matrix") return readMatrixFaults(service);
  return kind === "read-cell" ? readCellFaults(service) : writeCellFaults(service);
}

function readMatrixFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "shows every cell empty", find: /written\.get\(\(.*?\), (\w+)\)/, put: "$1" },
    {
      ...service,
      name: "takes rows for columns",
      find: /written\.get\(\((\w+), (\w+)/,
      put: "written.get(($2, $1",
    },
  ];
}

function readCellFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "shows every cell empty",
      find: /return \w+\.\w+ if \w+ else (\w+)/,
      put: "return $1",
    },
    { ...service, name: "takes rows for columns", find: /, \((\w+), (\w+)/, put: ", ($2, $1" },
  ];
}

function writeCellFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "keeps nothing",
      find: /await session\.execute\([\s\S]*?\n {4}\)|await session\.execute\(.*\)/,
      put: "assert statement is not None",
    },
    {
      ...service,
      name: "keeps nothing",
      find: /placed = await session\.scalar\((?:.*\)\n|[\s\S]*?\n {4}\)\n)/,
      put: "placed = statement\n",
    },
    {
      ...service,
      name: "takes what is there already for written",
      find: /if placed is None:/,
      put: "if False:",
    },
    {
      ...service,
      name: "keeps what stood there first",
      find: /\.on_conflict_do_update\((?![^)]*where)[\s\S]*?\)\n? *\)/,
      put: ".on_conflict_do_nothing())",
    },
    {
      ...service,
      name: "keeps nothing of what it answers",
      find: / {4}return (await \w+\(session\))/,
      put: "    shown = $1\n    await session.rollback()\n    return shown",
    },
    {
      path: service.path.replace(/service\.py$/, "schemas.py"),
      within: "refuse_empty",
      name: "takes the empty value",
      find: /if \w+ == EMPTY:/,
      put: "if False:",
    },
  ];
}
