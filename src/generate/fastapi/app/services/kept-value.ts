import { assert } from "#base";
import { type Entity, elementName, type Field } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, objectsTableOf, valueNamed } from "../../blueprint.ts";
import { attributeName, objectColumns } from "../../tables.ts";
import { tableClass } from "../names.ts";
import { valueClass } from "../shape-types.ts";
import { valueRowList } from "./value-rows.ts";

/** What a row keeps of what a request brought in a field. */
export function keptValue(blueprint: Blueprint, entity: Entity, field: Field, value: Py): Py {
  switch (field.meaning.kind) {
    case "values":
      return valueRowList(blueprint, entity, field, value);
    case "objects":
      return py`${makerName(field)}(${value})`;
    case "json":
      return py`${imported("app.schemas", "to_json")}(${value})`;
    default:
      return value;
  }
}

/** Private functions that turn the objects of a request into rows, by name: those that the fields need. */
export function objectMakers(
  blueprint: Blueprint,
  entity: Entity,
  fields: readonly Field[],
): ReadonlyMap<string, Py> {
  return new Map(
    fields.flatMap((field): readonly (readonly [string, Py])[] =>
      field.meaning.kind === "objects"
        ? [[makerName(field).text, objectMaker(blueprint, entity, field)]]
        : [],
    ),
  );
}

function makerName(field: Field): Py {
  return name(`_make_${attributeName(field.name)}`);
}

function objectMaker(blueprint: Blueprint, entity: Entity, field: Field): Py {
  const { meaning } = field;
  assert(meaning.kind === "objects", "rows are made of objects");
  const table = objectsTableOf(blueprint, entity.name, field.name);
  const { value } = valueNamed(blueprint, meaning.value);
  const element = name(elementVariable(field));
  const members = value.given.flatMap(({ field: member }) => {
    const found = value.fields.find((candidate) => candidate.name === member);
    return found && found.meaning.kind !== "constant" ? [found] : [];
  });
  const title = tableClass(table);
  const position = objectColumns(table).position;
  const given = members.map((member) => {
    const attribute = name(attributeName(member.name));
    return py`${attribute}=${keptValue(blueprint, entity, member, py`${element}.${attribute}`)},`;
  });
  return py`
    def ${makerName(field)}(given: list[${valueClass(blueprint, meaning.value, "input")}]) -> list[${title}]:
        return [
            ${title}(
                ${name(position)}=position,
                ${given}
            )
            for position, ${element} in enumerate(given)
        ]`;
}

function elementVariable(field: Field): string {
  const element = attributeName(elementName(field.name));
  return element === "position" || element === "given" ? "one" : element;
}
