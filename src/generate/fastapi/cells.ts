import { assert, plural, snakeCase } from "#base";
import { type Axis, type Cells, type Domain, type Entity, type Field, fieldOf } from "#domain";
import { imported, name, type Py } from "#python";
import { scalarOutput } from "./app/output-types.ts";
import { choiceType } from "./app/value-types.ts";
import { attributeName, classNameOf } from "./python-names.ts";

/** What a matrix is written with: its axes, what stands in a cell, and how all of that is called. */
export interface CellParts {
  readonly cells: Cells;
  readonly field: Field;
  /** The type of one of a few values; none where a cell may hold anything of a type. */
  readonly valueAlias?: string;
  /** The type of what a request may write, where that is not the same. */
  readonly writtenAlias: string;
  /** The type of all cells. */
  readonly wholeAlias: string;
}

export function cellParts(entity: Entity): CellParts {
  const { cells } = entity;
  const field = cells && fieldOf(entity, cells.value);
  assert(cells && field, `${entity.name} rows are cells of a matrix`);
  const { whole } = cells;
  const title = classNameOf(entity.name);
  const first = (taken: readonly (string | undefined)[], wanted: readonly string[]): string =>
    wanted.map(classNameOf).find((candidate) => !taken.includes(candidate)) ?? `${title}Cells`;
  const value = first([title], [field.name, `${entity.name} value`]);
  const answered = whole.schemaName === undefined ? undefined : classNameOf(whole.schemaName);
  const isLiteral =
    field.meaning.kind === "enum" && choiceType(field.meaning.values).text.startsWith("Literal[");
  return {
    cells,
    field,
    ...(isLiteral && { valueAlias: value }),
    writtenAlias: `Written${value}`,
    wholeAlias: first(
      [title, value, `Written${value}`, answered],
      [whole.called ?? `${entity.name} matrix`, `${entity.name} matrix`],
    ),
  };
}

/** The names that a matrix gives to types, which classes keep off. */
export function cellAliases({ entities }: Domain): readonly string[] {
  return entities
    .filter(({ cells }) => cells)
    .flatMap((entity) => {
      const { valueAlias, writtenAlias, wholeAlias } = cellParts(entity);
      return [...(valueAlias === undefined ? [] : [valueAlias]), writtenAlias, wholeAlias];
    });
}

/** The type of what stands in a cell, as rows and services have it. */
export function cellType(entity: Entity): Py {
  const { valueAlias, field } = cellParts(entity);
  if (valueAlias !== undefined) return imported(modelsOf(entity), valueAlias);
  const { meaning } = field;
  return meaning.kind === "enum"
    ? choiceType(meaning.values)
    : scalarOutput(meaning.kind === "scalar" ? meaning.type : "string");
}

/** Whether a cell holds yes or no: such values are passed by name. */
export function isYesOrNo(entity: Entity): boolean {
  return cellType(entity).text === "bool";
}

export function modelsOf({ table }: Entity): string {
  return `app.${table}.models`;
}

/** The constant that holds every value of a coordinate: `ROWS`. */
export function axisConstant({ field }: Axis): string {
  const stem = snakeCase(attributeName(field));
  return (stem.length === 1 ? `${stem}_values` : plural(stem)).toUpperCase();
}

// What functions of a matrix call something else.
const taken: ReadonlySet<string> = new Set([
  "session",
  "statement",
  "written",
  "found",
  "placed",
  "service",
  "router",
  "request",
]);

/** What a coordinate, or what stands in a cell, is called in functions. */
export function cellArgument(text: string): Py {
  const attribute = attributeName(text);
  return name(taken.has(attribute) ? `${attribute}_` : attribute);
}
