import { descendsFrom, type ProjectClass } from "./classes.ts";

const bases = new Set(["enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"]);

/** Whether a class has a closed list of members: https://docs.python.org/3/library/enum.html */
export function isEnumeration(found: ProjectClass): boolean {
  return descendsFrom(found, bases);
}

/** Whether its members that say `auto()` are texts, and not numbers. */
export function namesItsMembers({ lineage }: ProjectClass): boolean {
  return lineage.includes("enum.StrEnum");
}
