import type { Expression } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import { type EnumerationMember, none, type Plain, textPlain } from "./plain.ts";
import type { Place, PlainReader } from "./plain-reader.ts";
import { classPath } from "./references.ts";

/** Whether a class is an enumeration, and whether its members are equal to their values. */
export function enumerationKind({ lineage }: ProjectClass): "choices" | "values" | "members" | undefined {
  const outside = lineage.filter((base) => typeof base === "string");
  if (
    outside.some((base) =>
      /^django\.(?:contrib\.gis\.)?db\.models\.(?:enums\.)?(?:Text|Integer)?Choices$/.test(base),
    )
  )
    return "choices";
  if (outside.some((base) => /^enum\.(?:IntEnum|StrEnum|IntFlag)$/.test(base))) return "values";
  if (!outside.includes("enum.Enum")) return undefined;
  const isMixed = lineage.some(
    (owner) =>
      typeof owner !== "string" &&
      owner.node.args.some(({ value }) => value.kind === "name" && /^(?:str|int)$/.test(value.id)),
  );
  return isMixed ? "values" : "members";
}

/** Whether what the body of a class binds may be something else on the class itself: a member, whatever package makes it one. */
export function makesMembers({ lineage }: ProjectClass): boolean {
  return lineage.some((base) => typeof base === "string" && /(?:Enum|Choices|Flag)$/.test(base));
}

/**
 * The members of an enumeration in their order, with the labels of its choices:
 * https://docs.djangoproject.com/en/6.0/ref/models/fields/#enumeration-types
 */
export function membersOf(reader: PlainReader, owner: ProjectClass): readonly EnumerationMember[] {
  const place: Place = { module: owner.module, class: owner };
  const withLabels = enumerationKind(owner) === "choices";
  return owner.node.body.flatMap((statement): readonly EnumerationMember[] => {
    if (statement.kind !== "assign") return [];
    const [target] = statement.targets;
    if (target?.kind !== "name" || target.id.startsWith("_")) return [];
    return [readMember(reader, place, target.id, statement.value, withLabels)];
  });
}

function readMember(
  reader: PlainReader,
  place: Place,
  name: string,
  expression: Expression,
  withLabels: boolean,
): EnumerationMember {
  const told = textPlain(titleOf(name));
  const items = expression.kind === "tuple" ? expression.items : [];
  const last = withLabels && items.length > 1 ? items.at(-1) : undefined;
  const label = last && reader.step(place, last);
  if (last === undefined || label?.kind !== "text") {
    const isUnclear = last !== undefined && label === undefined;
    const value = isUnclear ? undefined : reader.step(place, expression);
    return { name, value, label: isUnclear ? undefined : told };
  }
  const rest = items.slice(0, -1).map((item) => reader.step(place, item));
  return { name, value: rest.length === 1 ? rest[0] : { kind: "list", items: rest }, label };
}

/** `key.replace("_", " ").title()` */
function titleOf(name: string): string {
  return name
    .replaceAll("_", " ")
    .toLowerCase()
    .replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}

/** `Status.DRAFT`, `Status.DRAFT.label`: what stands for a member in a field. */
export function memberPlain(
  reader: PlainReader,
  owner: ProjectClass,
  name: string,
  part?: string,
): Plain | undefined {
  const member = membersOf(reader, owner).find((each) => each.name === name);
  if (member === undefined) return undefined;
  if (part === "label") return member.label;
  if (part === "name") return textPlain(name);
  if (part === "value" || enumerationKind(owner) !== "members") return member.value;
  return { kind: "reference", path: `${classPath(owner)}.${name}`, owner: "project", isCode: false };
}

/** `Status.choices`, `Status.values`; undefined where the class has its own notion of them. */
export function listPlain(reader: PlainReader, owner: ProjectClass, name: string): Plain | undefined {
  if (enumerationKind(owner) !== "choices" || findMember(owner, name) !== undefined) return undefined;
  const members = membersOf(reader, owner);
  const place: Place = { module: owner.module, class: owner };
  const empty = owner.scope.names.get("__empty__");
  const blank: readonly EnumerationMember[] =
    empty === undefined
      ? []
      : [
          {
            name: "__empty__",
            value: none,
            label: empty.kind === "value" && empty.value ? reader.step(place, empty.value) : undefined,
          },
        ];
  const all = [...blank, ...members];
  if (name === "values") return { kind: "list", items: all.map(({ value }) => value) };
  if (name === "labels") return { kind: "list", items: all.map(({ label }) => label) };
  if (name !== "choices") return undefined;
  return { kind: "list", items: all.map(({ value, label }) => ({ kind: "list", items: [value, label] })) };
}
