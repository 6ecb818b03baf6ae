import { assert, plural, snakeCase } from "#base";
import { type Domain, type Entity, elementName, type Field, type ScalarType } from "#domain";
import { classNameText, identifierText } from "#python";

/** A table as models and migrations both print it. Python attribute and column have one name. */
export interface Table {
  readonly name: string;
  readonly className: string;
  readonly module: string;
  readonly origin: TableOrigin;
  readonly columns: readonly Column[];
  /** Unique constraints over several columns. */
  readonly uniques: readonly (readonly string[])[];
  /** Indexes over several columns; those of one column stand at the column. */
  readonly indexes: readonly (readonly string[])[];
}

export type TableOrigin =
  | { readonly kind: "entity"; readonly entity: string }
  | { readonly kind: "values"; readonly entity: string; readonly field: string }
  | { readonly kind: "membership"; readonly relation: string }
  | { readonly kind: "sign-in-failures" };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  /** The table whose `id` it refers to; its rows go when that row goes. */
  readonly refersTo?: string;
  readonly default?: string | number | boolean;
}

export type ColumnType =
  | { readonly kind: "text" }
  | { readonly kind: "string"; readonly length: number }
  | { readonly kind: "integer" | "float" | "numeric" | "boolean" | "datetime" | "date" | "uuid" };

/** Texts in an index are bounded: PostgreSQL refuses index rows over about 2,700 bytes. */
export const indexedLength = 255;
export const slugLength = 80;

const plainColumn = { nullable: false, primaryKey: false, unique: false, index: false } as const;
const text: ColumnType = { kind: "text" };
const integer: ColumnType = { kind: "integer" };

/** All tables of a domain, those that others refer to first. */
export function planTables(domain: Domain): readonly Table[] {
  const tables = [
    ...domain.entities.flatMap((entity) => [entityTable(domain, entity), ...valueTables(domain, entity)]),
    ...domain.relations.map((relation) => membershipTable(domain, relation.name)),
    ...(domain.accounts ? [signInTable(domain)] : []),
  ];
  return sortByReference(tables);
}

export function attributeName(fieldName: string): string {
  return identifierText(fieldName);
}

function entityTable(domain: Domain, entity: Entity): Table {
  const listed = filteredFields(domain, entity);
  const columns: Column[] = [idColumn(entity)];
  if (entity.parent) columns.push(referenceColumn(domain, entity.parent.entity, entity.parent.entity));
  for (const field of entity.fields) {
    if (field.name === entity.identity.field && field.meaning.kind === "identity") continue;
    const column = fieldColumn(domain, field, listed.has(field.name));
    if (column) columns.push(column);
  }
  return {
    name: entity.table,
    className: entity.name,
    module: entity.table,
    origin: { kind: "entity", entity: entity.name },
    columns: withSingleIndexes(columns, entityIndexes(domain, entity, columns)),
    uniques: [],
    indexes: entityIndexes(domain, entity, columns).filter((index) => index.length > 1),
  };
}

function idColumn(entity: Entity): Column {
  const field = entity.fields.find(({ name }) => name === entity.identity.field);
  const isUuid = field?.meaning.kind === "identity" && field.meaning.type === "uuid";
  return { ...plainColumn, name: "id", type: isUuid ? { kind: "uuid" } : integer, primaryKey: true };
}

function referenceColumn(domain: Domain, attribute: string, entityName: string): Column {
  const target = domain.entities.find(({ name }) => name === entityName);
  assert(target, `the domain refers to ${entityName}, which it does not have`);
  return { ...plainColumn, name: `${snakeCase(attribute)}_id`, type: integer, refersTo: target.table };
}

function fieldColumn(domain: Domain, field: Field, filtered: boolean): Column | undefined {
  const { meaning } = field;
  const column = {
    ...plainColumn,
    name: attributeName(field.name),
    nullable: field.nullable,
    unique: field.unique,
  };
  const fallback =
    typeof field.default === "string" ||
    typeof field.default === "number" ||
    typeof field.default === "boolean"
      ? { default: field.default }
      : {};
  switch (meaning.kind) {
    case "scalar":
      return { ...column, ...fallback, type: scalarColumn(meaning.type, field, filtered) };
    case "enum":
      return {
        ...column,
        ...fallback,
        type: { kind: "string", length: Math.max(...meaning.values.map((value) => value.length), 1) },
      };
    case "password":
      return { ...plainColumn, name: `${attributeName(field.name)}_hash`, type: text };
    case "slug":
      return { ...column, type: { kind: "string", length: slugLength }, unique: true };
    case "created-at":
    case "updated-at":
      return { ...column, type: { kind: "datetime" } };
    case "reference":
      return { ...referenceColumn(domain, field.name, meaning.entity), nullable: field.nullable };
    case "identity":
    case "values":
    case "token":
    case "caller-flag":
    case "count":
      return undefined;
  }
}

function scalarColumn(type: ScalarType, field: Field, filtered: boolean): ColumnType {
  switch (type) {
    case "string":
      if (field.unique || filtered)
        return { kind: "string", length: Math.min(field.bounds.maxLength ?? indexedLength, indexedLength) };
      return field.bounds.maxLength === undefined ? text : { kind: "string", length: field.bounds.maxLength };
    case "integer":
    case "boolean":
    case "date":
    case "uuid":
      return { kind: type };
    case "number":
      return { kind: "float" };
    case "decimal":
      return { kind: "numeric" };
    case "date-time":
      return { kind: "datetime" };
  }
}

/** Contract names of the fields that some list of the entity filters by equality. */
function filteredFields(domain: Domain, entity: Entity): ReadonlySet<string> {
  return new Set(
    listsOf(domain, entity).flatMap(({ filters }) =>
      filters.flatMap(({ by }) => (by.kind === "field" ? [by.field] : [])),
    ),
  );
}

function listsOf(domain: Domain, entity: Entity) {
  return domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "list" && behaviour.entity === entity.name ? [behaviour] : [],
  );
}

/** Indexes from what lists sort and filter by: each foreign key and filter leads one that ends in the sort order. */
function entityIndexes(
  domain: Domain,
  entity: Entity,
  columns: readonly Column[],
): readonly (readonly string[])[] {
  const lists = listsOf(domain, entity);
  const sorts = lists.map(({ order }) => order.map(({ field }) => attributeName(field)));
  const sort = sorts.find((keys) => keys.length > 1) ?? sorts[0] ?? [];
  const leading = columns.filter(
    ({ refersTo, name }) => refersTo !== undefined || filteredFields(domain, entity).has(name),
  );
  const wholeList = lists.some(({ parent }) => parent === undefined) && sort.length > 1 ? [sort] : [];
  return [
    ...wholeList,
    ...leading.map(({ name }) => (lists.length === 0 ? [name] : [...new Set([name, ...sort])])),
  ];
}

function withSingleIndexes(
  columns: readonly Column[],
  indexes: readonly (readonly string[])[],
): readonly Column[] {
  return columns.map((column) => ({
    ...column,
    index: indexes.some((index) => index.length === 1 && index[0] === column.name) && !column.unique,
  }));
}

function valueTables(domain: Domain, entity: Entity): readonly Table[] {
  return entity.fields.flatMap((field) => {
    if (field.meaning.kind !== "values") return [];
    const element = identifierText(elementName(field.name));
    const owner = `${snakeCase(entity.name)}_id`;
    const value: Column = {
      ...plainColumn,
      name: element,
      type:
        field.meaning.of === "string"
          ? { kind: "string", length: indexedLength }
          : scalarColumn(field.meaning.of, field, false),
    };
    const row: Column = {
      ...plainColumn,
      name: owner,
      type: integer,
      primaryKey: true,
      refersTo: entity.table,
    };
    // Values that are looked up are labels: each once, in their own order. Others are a list, in the client's order.
    const columns = isSearched(domain, entity, field)
      ? [row, { ...value, primaryKey: true, index: true }]
      : [row, { ...plainColumn, name: "position", type: integer, primaryKey: true }, value];
    return [
      {
        name: `${snakeCase(entity.name)}_${plural(element)}`,
        className: `${entity.name}${classNameText(element)}`,
        module: entity.table,
        origin: { kind: "values" as const, entity: entity.name, field: field.name },
        columns,
        uniques: [],
        indexes: [],
      },
    ];
  });
}

/** The columns of a table of values: the row they belong to, their place in a list that has an order, the value. */
export function valueColumns(table: Table): {
  readonly owner: string;
  readonly position?: string;
  readonly value: string;
} {
  const owner = table.columns[0];
  const value = table.columns.at(-1);
  assert(owner && value && table.origin.kind === "values", "a table of values has an owner and a value");
  return {
    owner: owner.name,
    value: value.name,
    ...(table.columns.length === 3 && { position: "position" }),
  };
}

/** Whether some operation looks values up: a list that filters by one, or one that lists them all. */
export function isSearched(domain: Domain, entity: Entity, field: Field): boolean {
  return domain.operations.some(({ behaviour }) => {
    if (behaviour.kind === "distinct-values")
      return behaviour.entity === entity.name && behaviour.field === field.name;
    if (behaviour.kind !== "list" || behaviour.entity !== entity.name) return false;
    return behaviour.filters.some(({ by }) => by.kind === "contains" && by.field === field.name);
  });
}

/** Columns of a membership table: who, and to what. */
export function membershipColumns(
  domain: Domain,
  relationName: string,
): { readonly member: string; readonly target: string } {
  const relation = domain.relations.find(({ name }) => name === relationName);
  const account = domain.accounts?.entity;
  assert(relation && account !== undefined, `relation ${relationName} needs accounts`);
  const member = `${snakeCase(account)}_id`;
  const target = relation.target === account ? `target_${member}` : `${snakeCase(relation.target)}_id`;
  return { member, target };
}

function membershipTable(domain: Domain, relationName: string): Table {
  const { member, target } = membershipColumns(domain, relationName);
  const relation = domain.relations.find(({ name }) => name === relationName);
  const tableOf = (name: string | undefined) =>
    domain.entities.find((entity) => entity.name === name)?.table ?? "";
  const name = identifierText(relationName);
  return {
    name: plural(name),
    className: classNameText(relationName),
    module: tableOf(relation?.target),
    origin: { kind: "membership", relation: relationName },
    columns: [
      {
        ...plainColumn,
        name: member,
        type: integer,
        primaryKey: true,
        refersTo: tableOf(domain.accounts?.entity),
      },
      {
        ...plainColumn,
        name: target,
        type: integer,
        primaryKey: true,
        index: true,
        refersTo: tableOf(relation?.target),
      },
    ],
    uniques: [],
    indexes: [],
  };
}

function signInTable(domain: Domain): Table {
  const accounts = domain.accounts;
  assert(accounts, "sign-in failures need accounts");
  const account = domain.entities.find(({ name }) => name === accounts.entity);
  return {
    name: "sign_in_failures",
    className: "SignInFailures",
    module: account?.table ?? "accounts",
    origin: { kind: "sign-in-failures" },
    columns: [
      {
        ...plainColumn,
        name: attributeName(accounts.loginField),
        type: { kind: "string", length: indexedLength },
        primaryKey: true,
      },
      { ...plainColumn, name: "attempts", type: integer },
      { ...plainColumn, name: "started_at", type: { kind: "datetime" }, index: true },
    ],
    uniques: [],
    indexes: [],
  };
}

/** A table after those it refers to; the order is kept otherwise. */
function sortByReference(tables: readonly Table[]): readonly Table[] {
  const sorted: Table[] = [];
  const place = (table: Table, path: readonly string[]): void => {
    if (sorted.includes(table) || path.includes(table.name)) return;
    for (const { refersTo } of table.columns) {
      const target = tables.find(({ name }) => name === refersTo);
      if (target) place(target, [...path, table.name]);
    }
    sorted.push(table);
  };
  for (const table of tables) place(table, []);
  return sorted;
}

/** The column that keeps a field, where one does. */
export function tableColumn(tables: readonly Table[], entity: Entity, field: Field): Column | undefined {
  const table = tables.find(({ origin }) => origin.kind === "entity" && origin.entity === entity.name);
  return table?.columns.find(({ name }) => name === attributeName(field.name));
}
