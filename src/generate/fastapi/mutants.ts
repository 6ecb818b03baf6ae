import type { ListBehaviour } from "#domain";
import { identifierText } from "#python";
import type { Mutant, ProjectFile } from "../stack.ts";
import type { Blueprint, OperationBlueprint } from "./blueprint.ts";
import { entityNamed, variableName } from "./blueprint.ts";
import { attributeName } from "./tables.ts";

/** One change of text: the first match inside a function becomes something else. */
interface Fault {
  readonly name: string;
  readonly path: string;
  /** The function that is changed; absent: the whole file. */
  readonly within?: string;
  readonly find: RegExp;
  readonly put: string;
}

/**
 * Wrong versions of the application, one fault each: what a reader of the code could not see by its shape alone.
 * Every one of them must be noticed by the tests of its operation.
 */
export function makeMutants(blueprint: Blueprint, code: readonly ProjectFile[]): readonly Mutant[] {
  return blueprint.modules.flatMap((module) =>
    module.operations.flatMap((operation) =>
      faultsOf(blueprint, operation).flatMap((fault) => applyFault(code, operation, fault)),
    ),
  );
}

function applyFault(
  code: readonly ProjectFile[],
  operation: OperationBlueprint,
  fault: Fault,
): readonly Mutant[] {
  const file = code.find(({ path }) => path === fault.path);
  if (!file) return [];
  const [start, end] =
    fault.within === undefined ? [0, file.text.length] : functionRange(file.text, fault.within);
  const before = file.text.slice(start, end);
  const changed = before.replace(fault.find, fault.put);
  if (changed === before) return [];
  const { module } = operation.meaning;
  return [
    {
      id: `${operation.meaning.id}: ${fault.name}`,
      operation: operation.meaning.id,
      fault: fault.name,
      path: fault.path,
      text: file.text.slice(0, start) + changed + file.text.slice(end),
      tests: [`tests/${module}/test_${operation.functionName}.py`],
    },
  ];
}

/** From a top-level function's first line to the next line that begins in column one. */
function functionRange(text: string, functionName: string): readonly [number, number] {
  const start = text.search(new RegExp(`^(?:async )?def ${functionName}\\(`, "m"));
  if (start < 0) return [0, 0];
  const body = text.slice(start).search(/\n\n\n\S/);
  return [start, body < 0 ? text.length : start + body];
}

function faultsOf(blueprint: Blueprint, operation: OperationBlueprint): readonly Fault[] {
  const { behaviour, module } = operation.meaning;
  const path = `app/${module}/service.py`;
  const within = operation.functionName;
  switch (behaviour.kind) {
    case "custom":
      return [];
    case "register":
      return registerFaults(path, within);
    case "login":
      return loginFaults(path, within);
    case "current-account":
      return [expiryFault];
    case "update-current-account":
      return [...changeFaults(path, within), unnamedConflict(path)];
    case "list":
      return listFaults(blueprint, operation, path, within);
    case "distinct-values":
      return distinctFaults(path, within);
    case "read":
      return [{ name: "finds nothing that is there", path, within, find: / == (\w+)\)/, put: " != $1)" }];
    case "create":
      return [...echoFaults(path, within), ...createFaults(path, within)];
    case "update":
      return [
        ...ownerFaults(blueprint, operation, path),
        ...changeFaults(path, within),
        ...echoFaults(path, within),
        untouched(path, within),
      ];
    case "delete":
      return [...ownerFaults(blueprint, operation, path), undeleted(path, within)];
    case "membership":
      return membershipFaults(blueprint, operation, path, within);
  }
}

const expiryFault: Fault = {
  name: "takes a token that has expired",
  path: "app/security.py",
  within: "_read_token",
  find: /if claims\["exp"\] <= clock\.now\(\)\.timestamp\(\):/,
  put: "if False:",
};

function ownerFaults(blueprint: Blueprint, { meaning }: OperationBlueprint, path: string): readonly Fault[] {
  if (meaning.access !== "owner" || !("entity" in meaning.behaviour)) return [];
  const row = variableName(entityNamed(blueprint, meaning.behaviour.entity));
  return [
    {
      name: "does not look whose row it is",
      path,
      within: `_hold_own_${row}`,
      find: /if \w+\.\w+ != editor\.id:/,
      put: "if False:",
    },
  ];
}

function unnamedConflict(path: string): Fault {
  return {
    name: "lets a conflict through unnamed",
    path,
    within: "_flush_unique",
    find: /raise \w+\(message\) from error/,
    put: "raise",
  };
}

function untouched(path: string, within: string): Fault {
  return {
    name: "does not note the time of the change",
    path,
    within,
    find: /if session\.is_modified\(\w+\):/,
    put: "if False:",
  };
}

function undeleted(path: string, within: string): Fault {
  return {
    name: "does not delete",
    path,
    within,
    find: /await session\.delete\((\w+)\)/,
    put: "session.expunge($1)",
  };
}

function distinctFaults(path: string, within: string): readonly Fault[] {
  return [
    { name: "repeats values", path, within, find: /\.distinct\(\)/, put: "" },
    {
      name: "does not order the values",
      path,
      within,
      find: /\.order_by\((.*)\)\)\n/,
      put: ".order_by($1.desc()))\n",
    },
  ];
}

function registerFaults(path: string, within: string): readonly Fault[] {
  return [
    {
      name: "answers without keeping",
      path,
      within,
      find: / {4}return (\w+)\s*$/,
      put: "    session.expunge_all()\n    await session.rollback()\n    return $1",
    },
    unnamedConflict(path),
  ];
}

function loginFaults(path: string, within: string): readonly Fault[] {
  return [
    {
      name: "takes any password",
      path,
      within,
      find: /if not await verify_password\([^:]*\):/,
      put: "if False:",
    },
    {
      name: "does not throttle",
      path,
      within: "_count_attempt",
      find: /if attempts > settings\.sign_in_attempts:/,
      put: "if False:",
    },
    {
      name: "throttles for ever",
      path,
      within: "_count_attempt",
      find: /await session\.execute\(delete\((?:[^()]|\([^()]*\))*\)(?:[^()]|\([^()]*\))*\)\n/,
      put: "pass\n",
    },
  ];
}

/** One fault for each line that takes over a field. */
function changeFaults(path: string, within: string): readonly Fault[] {
  return [
    {
      name: "drops the change of the first field",
      path,
      within,
      find: /if changes\.\w+ is not None:/,
      put: "if False:",
    },
    {
      name: "drops the change of the last field",
      path,
      within,
      find: /if changes\.\w+ is not None:(?![\s\S]*if changes\.)/,
      put: "if False:",
    },
  ];
}

function echoFaults(path: string, within: string): readonly Fault[] {
  return [
    {
      name: "answers without keeping",
      path,
      within,
      find: / {4}return (await load_\w+\([^)]*\))/,
      put: "    echo = $1\n    session.expunge_all()\n    await session.rollback()\n    return echo",
    },
  ];
}

function createFaults(path: string, within: string): readonly Fault[] {
  return [
    { name: "forgets the list of values", path, within, find: /_rows=\[.*\],/, put: "_rows=[]," },
    {
      name: "keeps a taken slug",
      path,
      within: "_add_with_free_slug",
      find: /\w+\.\w+ = with_suffix\(first_choice\)/,
      put: "pass",
    },
  ];
}

function listFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  path: string,
  within: string,
): readonly Fault[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind !== "list") return [];
  const entity = entityNamed(blueprint, behaviour.entity);
  const page = behaviour.pagination === undefined ? within : `_read_page_of_${entity.table}`;
  return [
    ...choiceFaults(behaviour, path, within),
    reversedOrder(behaviour, path, page),
    ...(behaviour.pagination === undefined ? [] : pageFaults(path, page)),
    ...(behaviour.answer.total === undefined ? [] : [wrongTotal(path, page)]),
  ];
}

/** Faults in which rows are chosen. */
function choiceFaults(behaviour: ListBehaviour, path: string, within: string): readonly Fault[] {
  const filters = behaviour.filters.map(
    ({ parameter }): Fault => ({
      name: `drops the filter ${parameter}`,
      path,
      within,
      find: new RegExp(`if filters\\.${attributeName(parameter)} is not None:`),
      put: "if False:",
    }),
  );
  const following: Fault = {
    name: "shows rows of those not followed",
    path,
    within,
    find: /\[\s*\w+\.\w+\.in_\([\s\S]*?\)\s*,?\s*\](?=\s*,?\s*\))/,
    put: "[]",
  };
  const parent: Fault = {
    name: "shows rows of other parents",
    path,
    within,
    find: /\s*\.where\(\w+\.\w+_id == \w+_id\)/,
    put: "",
  };
  return [
    ...filters,
    ...(behaviour.following === undefined ? [] : [following]),
    ...(behaviour.parent ? [parent] : []),
  ];
}

function reversedOrder({ order }: ListBehaviour, path: string, within: string): Fault {
  const name = "reverses the order";
  if (order.some(({ descending }) => descending)) return { name, path, within, find: /\.desc\(\)/g, put: "" };
  return {
    name,
    path,
    within,
    find: /\.order_by\((.*)\)\n/,
    put: ".order_by(*(key.desc() for key in ($1,)))\n",
  };
}

function pageFaults(path: string, within: string): readonly Fault[] {
  return [
    { name: "does not limit the page", path, within, find: /\s*\.limit\([^)]*\)/, put: "" },
    { name: "does not skip to the page", path, within, find: /\s*\.offset\([^)]*\)/, put: "" },
  ];
}

function wrongTotal(path: string, within: string): Fault {
  return {
    name: "counts all rows",
    path,
    within,
    find: /(select_from\(\w+\))\s*\.where\(\*conditions\)/,
    put: "$1",
  };
}

function membershipFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  path: string,
  within: string,
): readonly Fault[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind !== "membership") return [];
  const entity = entityNamed(blueprint, behaviour.entity);
  const queries = `app/${entity.table}/queries.py`;
  const flag = `has_${identifierText(behaviour.relation)}`;
  const nothing: Fault = {
    name: "changes nothing",
    path,
    within,
    find: /await session\.execute\(\n[\s\S]*?\n {4}\)/,
    put: "pass",
  };
  if (behaviour.action === "remove") return [nothing];
  return [
    nothing,
    {
      name: "shows the flag of anybody",
      path: queries,
      within: flag,
      find: /\w+\.\w+ == viewer\.id, /,
      put: "",
    },
    {
      name: "counts those of all rows",
      path: queries,
      within: `select_${entity.table}`,
      find: /\s*\.where\(\w+\.\w+ == \w+\.id\)/,
      put: "",
    },
  ];
}
