import { properName } from "#base";
import type { AnswerPart, ListBehaviour } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { isCursor } from "../../told.ts";
import { representationClass } from "../names.ts";
import { annotate } from "../value-types.ts";
import { constantType } from "./constant-type.ts";
import { base, fieldLine, type NamedClass } from "./field-line.ts";

/** The object around the rows of a list, and the groups in it, those that others refer to first. */
export function listResponse(
  blueprint: Blueprint,
  className: string,
  { answer }: ListBehaviour,
  whole: Py | undefined,
): readonly NamedClass[] {
  const row = representationClass(blueprint, answer.representation);
  const classOf = (title: string, parts: readonly AnswerPart[]): readonly NamedClass[] => {
    const inner = parts.flatMap(({ name: group, tells }) =>
      tells.kind === "group" ? classOf(groupClass(title, group), tells.parts) : [],
    );
    const lines = parts.map((part) => fieldLine(blueprint, part.name, partType(title, part, row), undefined));
    const text = py`
      class ${name(title)}(${base("ResponseModel")}${title === className && whole && py`, title=${whole}`}):
          ${lines}`;
    return [...inner, [title, text]];
  };
  return classOf(className, answer.parts);
}

/** `BookListResponse`, `meta` → `BookListMeta`. */
export function groupClass(around: string, group: string): string {
  return `${around.replace(/Response$/, "")}${properName(group)}`;
}

function partType(around: string, part: AnswerPart, row: Py): Py {
  const type = plainType(around, part, row);
  if (part.nullable) return py`${type} | None`;
  return mayBeLeftOut(part) ? py`${base("Omitted")}[${type}]` : type;
}

/** Whether the property is left out where there is no such page. */
export function mayBeLeftOut({ required, nullable, tells }: AnswerPart): boolean {
  const mayBeNothing =
    tells.kind === "next-page" ||
    tells.kind === "previous-page" ||
    isCursor(tells.kind) ||
    (tells.kind === "link" && (tells.to === "next" || tells.to === "previous"));
  return mayBeNothing && !required && !nullable;
}

function plainType(around: string, { name: part, tells }: AnswerPart, row: Py): Py {
  switch (tells.kind) {
    case "rows":
      return py`list[${row}]`;
    case "group":
      return name(groupClass(around, part));
    case "constant":
      return constantType(tells);
    case "link":
      return tells.format === undefined
        ? py`str`
        : annotate(py`str`, [
            py`${imported("pydantic", "Field")}(json_schema_extra={"format": ${str(tells.format)}})`,
          ]);
    case "next-cursor":
    case "previous-cursor":
    case "start-cursor":
    case "end-cursor":
      return py`str`;
    case "has-next":
    case "has-previous":
    case "is-first":
    case "is-last":
    case "is-empty":
      return py`bool`;
    default:
      return py`int`;
  }
}
