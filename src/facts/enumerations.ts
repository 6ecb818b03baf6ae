import type { Expression } from "#python";
import { descendsFrom, findMember, type Member, type ProjectClass } from "./classes.ts";

const bases = new Set(["enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"]);

/** Whether a class has a closed list of members: https://docs.python.org/3/library/enum.html */
export function isEnumeration(found: ProjectClass): boolean {
  return descendsFrom(found, bases);
}

/** What a member that says `auto()` is: a number that follows the one before it, or a text; the text is absent where it is worked out. */
export function textOfMember(
  owner: ProjectClass,
  name: string,
): { readonly kind: "number" } | { readonly kind: "text"; readonly text?: string } {
  const maker = findMember(owner, "_generate_next_value_");
  if (maker === undefined)
    return owner.lineage.includes("enum.StrEnum")
      ? { kind: "text", text: name.toLowerCase() }
      : { kind: "number" };
  const text = madeOf(maker, name);
  return { kind: "text", ...(text === undefined ? {} : { text }) };
}

/** What `_generate_next_value_` makes of a name: itself, or in letters of another size. */
function madeOf({ binding }: Member, name: string): string | undefined {
  const node = binding.kind === "function" ? binding.node : undefined;
  const [last] = node?.body.slice(-1) ?? [];
  const given = node?.parameters[0]?.name;
  const value = last?.kind === "return" ? last.value : undefined;
  if (value?.kind === "name" && value.id === given) return name;
  const { callee } = value?.kind === "call" && value.args.length === 0 ? value : {};
  if (callee?.kind !== "attribute" || callee.value.kind !== "name" || callee.value.id !== given)
    return undefined;
  return callee.name === "lower"
    ? name.toLowerCase()
    : callee.name === "upper"
      ? name.toUpperCase()
      : undefined;
}

/** `auto()` */
export function makesItself(value: Expression): boolean {
  if (value.kind !== "call") return false;
  const { callee } = value;
  return callee.kind === "name"
    ? callee.id === "auto"
    : callee.kind === "attribute" && callee.name === "auto";
}
