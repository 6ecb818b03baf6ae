import type { Field, ListBehaviour, ScalarValue } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { sharesPages } from "../../pages.ts";
import { longString } from "../names.ts";
import { annotate, choiceType } from "../value-types.ts";
import { base, fieldLine, type NamedClass } from "./field-line.ts";
import { ownPage } from "./page.ts";

/** Query parameters of a list with filters, or with pages of its own; a list that is only paged takes the shared page. */
export function queryClass(blueprint: Blueprint, operation: OperationBlueprint): readonly NamedClass[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind !== "list" || operation.queryClass === undefined || operation.queryClass === "Page")
    return [];
  const { pagination } = behaviour;
  const shares = pagination !== undefined && sharesPages(blueprint.domain, pagination);
  const lines = behaviour.filters.map((filter) =>
    filterLine(blueprint, behaviour, filter.parameter, filter.description),
  );
  return [
    [
      operation.queryClass,
      py`
        class ${name(operation.queryClass)}(${base(shares ? "Page" : "RequestModel")}):
            ${lines}
            ${pagination && !shares && ownPage(blueprint, pagination)}`,
    ],
  ];
}

function filterLine(blueprint: Blueprint, list: ListBehaviour, parameter: string, description: string): Py {
  const filter = list.filters.find((candidate) => candidate.parameter === parameter);
  const entity = entityNamed(blueprint, list.entity);
  const field =
    filter?.by.kind === "field"
      ? entity.fields.find(
          ({ name: candidate }) => filter.by.kind === "field" && candidate === filter.by.field,
        )
      : undefined;
  const type = filterType(field);
  const described =
    description === "" ? [] : [py`${imported("pydantic", "Field")}(description=${longString(description)})`];
  return fieldLine(blueprint, parameter, annotate(py`${base("Omittable")}[${type}]`, described), py`None`);
}

function choiceFilter(values: readonly ScalarValue[]): Py {
  if (values.every((value) => typeof value === "string")) return choiceType(values);
  if (values.every((value) => typeof value === "boolean")) return py`bool`;
  return values.every((value) => typeof value === "number") ? py`float` : base("Text");
}

/** Query values arrive as text, so numbers and flags are not held to JSON's strictness. */
function filterType(field: Field | undefined): Py {
  if (field?.meaning.kind === "enum") return choiceFilter(field.meaning.values);
  if (field?.meaning.kind !== "scalar") return base("Text");
  switch (field.meaning.type) {
    case "integer":
      return base("BigInt");
    case "number":
      return py`float`;
    case "boolean":
      return py`bool`;
    case "uuid":
      return imported("uuid", "UUID");
    case "date":
      return imported("datetime", "date");
    case "date-time":
      return imported("pydantic", "AwareDatetime");
    default:
      return base("Text");
  }
}
