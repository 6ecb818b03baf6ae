import type { TypeFact } from "./type.ts";

/** Types with one value each, by what they are called in facts. */
export const scalars = new Map([
  ["str", "text"],
  ["int", "integer"],
  ["float", "number"],
  ["complex", "number"],
  ["bool", "boolean"],
  ["bytes", "binary"],
  ["datetime.datetime", "date-time"],
  ["datetime.date", "date"],
  ["datetime.time", "time"],
  ["datetime.timedelta", "duration"],
  ["uuid.UUID", "uuid"],
  ["decimal.Decimal", "decimal"],
  ["pathlib.Path", "path"],
  ["pathlib.PurePath", "path"],
  ["pathlib.PosixPath", "path"],
]);
/** Types of several values. */
export const lists = new Set(
  `list set frozenset tuple List Set FrozenSet Tuple Sequence MutableSequence Collection Iterable AbstractSet MutableSet deque Deque`.split(
    " ",
  ),
);
/** Types of values by keys. */
export const maps = new Set(
  "dict Dict Mapping MutableMapping DefaultDict OrderedDict defaultdict".split(" "),
);
/** Those in which nothing is twice. */
export const uniqueLists = /set$/i;

/** What the language itself calls so. */
export function ownName(name: string): TypeFact {
  const scalar = scalars.get(name);
  if (scalar !== undefined) return { kind: "scalar", name: scalar };
  if (lists.has(name))
    return { kind: "list", of: { kind: "any" }, ...(uniqueLists.test(name) ? { unique: true } : {}) };
  if (maps.has(name)) return { kind: "map", of: { kind: "any" } };
  return name === "object" ? { kind: "any" } : { kind: "unknown" };
}
