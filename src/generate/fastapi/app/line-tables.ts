import { assert } from "#base";
import { type Entity, fieldOf, type ListLinesBehaviour, type ValueObject } from "#domain";
import { type Blueprint, entityNamed, objectsTableOf } from "../blueprint.ts";
import type { Table } from "../tables.ts";

/** The table of the files that an operation stores. */
export function fileTableOf({ tables }: Blueprint, entity: string, file: string): Table {
  const table = tables.find(
    ({ origin }) => origin.kind === "file" && origin.entity === entity && origin.file === file,
  );
  assert(table, `no table for the ${file} of ${entity}`);
  return table;
}

interface Lines {
  readonly table: Table;
  readonly value: ValueObject;
  /** The entity whose rows they name. */
  readonly target: Entity;
}

/** What is listed: the table of the lines, what they hold, and what they name. */
export function linesOf(blueprint: Blueprint, { entity: entityName, field }: ListLinesBehaviour): Lines {
  const meaning = fieldOf(entityNamed(blueprint, entityName), field)?.meaning;
  const value = blueprint.domain.values.find(
    ({ name: each }) => meaning?.kind === "objects" && each === meaning.value,
  );
  assert(meaning?.kind === "objects" && meaning.names && value, "lines name rows");
  return {
    table: objectsTableOf(blueprint, entityName, field),
    value,
    target: entityNamed(blueprint, meaning.names.entity),
  };
}
