import { assert, snakeCase } from "#base";
import { isPlainTemplate } from "#contract";
import { aboveField, type Entity, type Field, primaryField, touchesRow } from "#domain";
import { docstring, imported, literal, name, type Py, py, str } from "#python";
import {
  type Blueprint,
  entityNamed,
  type ModuleBlueprint,
  objectsTableOf,
  tableOf,
  valueRows,
  valuesTableOf,
} from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import {
  attributeName,
  type Column,
  type ColumnReference,
  deletedAt,
  objectColumns,
  ondeleteOf,
  type Table,
  valueColumns,
  versionColumn,
} from "../tables.ts";
import { addressProperty } from "./addresses.ts";
import { cellColumnType, cellConstants } from "./cell-constants.ts";
import { filledLine } from "./filled-lines.ts";
import { keyMaker } from "./key-makers.ts";
import { isPrimary } from "./keys.ts";
import { linesOf } from "./line-tables.ts";
import { longString, pythonFile, tableClass } from "./names.ts";
import { pythonType } from "./python-type.ts";
import { sessionOwner } from "./session-names.ts";
import { columnLiteral } from "./typed-literal.ts";
import { choiceType } from "./value-types.ts";

/** `app/<module>/models.py`, for a module that owns tables. */
export function emitModels(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  if (module.tables.length === 0) return [];
  const body = ownOrder(module.tables).flatMap((table) => [
    ...cellConstants(blueprint, table),
    modelClass(blueprint, table),
  ]);
  return [pythonFile(`app/${module.name}/models.py`, body)];
}

/** Values first: the class of their owner names them. */
function ownOrder(tables: readonly Table[]): readonly Table[] {
  const rank = ({ origin: { kind } }: Table): number =>
    kind === "values" || kind === "objects" ? 0 : kind === "entity" ? 1 : 2;
  return tables.toSorted((one, other) => rank(one) - rank(other));
}

function modelClass(blueprint: Blueprint, table: Table): Py {
  const entity = table.origin.kind === "entity" ? entityNamed(blueprint, table.origin.entity) : undefined;
  const marked = entity?.keepsDeleted !== undefined;
  const columns = table.columns.filter((column) => !marked || column.name !== deletedAt);
  const groups = [
    tableArguments(blueprint, table),
    py`${columns.map((column) => columnLine(blueprint, table, column))}`,
    ...(entity?.versioned ? [countsVersions(entity)] : []),
    ...(entity ? entityExtras(blueprint, entity) : []),
    ...objectExtras(blueprint, table),
    ...sessionExtras(blueprint, table),
  ].filter((group) => group !== undefined);
  return py`
    class ${name(table.className)}(${marked && py`${imported("app.database", "KeptAfterDeletion")}, `}${imported("app.database", "Base")}):
        ${table.origin.kind === "sign-in-failures" && signInDocstring(blueprint)}
        ${table.origin.kind === "sessions" && sessionDocstring(blueprint)}
        ${mailedDocstring(table)}
        __tablename__ = ${str(table.name)}
        ${groups.map((group, index) =>
          index === 0 && tableArguments(blueprint, table) !== undefined
            ? group
            : py`

          ${group}`,
        )}`;
}

/** Every change of a row counts one up, in the statement that changes it. */
function countsVersions(entity: Entity): Py {
  return py`__mapper_args__ = {"version_id_col": ${name(versionColumn(entity))}}  # noqa: RUF012`;
}

function signInDocstring(blueprint: Blueprint): Py {
  const key = name(attributeName(blueprint.domain.accounts?.loginField ?? "login"));
  return py`
    """Sign-ins that were tried for one ${key}, known or not, since the first that failed."""
`;
}

function sessionDocstring({ domain }: Blueprint): Py {
  const renews = (domain.accounts?.sessions?.renewal ?? "none") !== "none";
  const keyed = domain.accounts?.credential.in === "cookie";
  const held = renews ? "token that renews it" : keyed ? "key that stands for it" : undefined;
  const kept = held === undefined ? "" : `: of the ${held}, the digest only`;
  return py`
    ${docstring(`What signing in begins${kept}.`)}
`;
}

/** What went by mail, and to whom. */
function mailedDocstring({ origin }: Table): Py | false {
  const told = {
    "password-resets": "The token that went by mail to who forgot a password: its digest only.",
    confirmations: "The token that went by mail to a new account: its digest only.",
  };
  return (
    (origin.kind === "password-resets" || origin.kind === "confirmations") &&
    py`
    ${docstring(told[origin.kind])}
`
  );
}

/** The account of a session, which is always wanted with it. */
function sessionExtras(blueprint: Blueprint, table: Table): readonly Py[] {
  if (table.origin.kind !== "sessions" || !blueprint.account) return [];
  const title = tableClass(tableOf(blueprint, blueprint.account.name));
  const relationship = imported("sqlalchemy.orm", "relationship");
  return [
    py`${name(sessionOwner(table))}: ${imported("sqlalchemy.orm", "Mapped")}[${title}] = ${relationship}(lazy="joined", innerjoin=True)`,
  ];
}

/** Constraints and indexes over several columns; on SQLite, identities that a client keeps are never given again. */
function tableArguments(blueprint: Blueprint, table: Table): Py | undefined {
  const quoted = (columns: readonly string[]): readonly Py[] => columns.map((column) => str(column));
  const items = [
    ...table.uniques.map((columns) => py`${imported("sqlalchemy", "UniqueConstraint")}(${quoted(columns)})`),
    ...table.indexes.map((columns) => py`${imported("sqlalchemy", "Index")}(None, ${quoted(columns)})`),
  ];
  if (!keepsIdentities(blueprint, table)) {
    return items.length === 0 ? undefined : py`__table_args__ = (${items},)`;
  }
  const options = py`{"sqlite_autoincrement": True}`;
  if (items.length === 0) {
    return py`
      # Without it SQLite gives the id of a deleted row to the next one.
      __table_args__ = ${options}  # noqa: RUF012`;
  }
  return py`
    __table_args__ = (
        ${items.map((item) => py`${item},`)}
        # Without it SQLite gives the id of a deleted row to the next one.
        ${options},
    )`;
}

/** Ids that leave the database, in a path or inside a token, must not come back as another row's. */
export function keepsIdentities(blueprint: Blueprint, table: Table): boolean {
  if (blueprint.database !== "sqlite" || table.origin.kind !== "entity") return false;
  const entity = entityNamed(blueprint, table.origin.entity);
  const counts = table.columns.some(({ primaryKey, made }) => primaryKey && made === "database");
  return counts && (entity === blueprint.account || primaryField(entity) !== undefined);
}

function columnLine(blueprint: Blueprint, table: Table, column: Column): Py {
  const literalType = cellColumnType(blueprint, table, column);
  const type = literalType ?? pythonType(column);
  const settings = [
    // A number of a few would be an enum to the mapper.
    ...(literalType && column.type.kind === "integer" ? [imported("sqlalchemy", "Integer")] : []),
    ...columnArguments(blueprint.database, table, column),
  ];
  const annotation = py`${imported("sqlalchemy.orm", "Mapped")}[${column.nullable ? py`${type} | None` : type}]`;
  if (settings.length === 0) return py`${name(column.name)}: ${annotation}`;
  return py`${name(column.name)}: ${annotation} = ${imported("sqlalchemy.orm", "mapped_column")}(${settings})`;
}

function columnArguments(database: Blueprint["database"], table: Table, column: Column): readonly Py[] {
  const { type, refersTo } = column;
  return [
    ...(type.kind === "string" ? [py`${imported("sqlalchemy", "String")}(${type.length})`] : []),
    ...(type.kind === "json" ? [py`${jsonType(database)}(none_as_null=True)`] : []),
    ...(refersTo === undefined
      ? []
      : [
          py`${imported("sqlalchemy", "ForeignKey")}(${[str(`${refersTo.table}.${refersTo.column}`), ...ondelete(refersTo)]})`,
        ]),
    ...(column.primaryKey ? [py`primary_key=True`] : []),
    ...(type.kind === "integer" && column.made === "client" ? [py`autoincrement=False`] : []),
    ...(column.unique ? [py`unique=True`] : []),
    ...(column.index ? [py`index=True`] : []),
    ...(column.default === undefined ? [] : [py`default=${columnLiteral(type, column.default)}`]),
    ...(column.made === "application" && isPlainTemplate(column.text ?? [])
      ? [py`default=${keyMaker(table, column)}`]
      : []),
  ];
}

function ondelete(reference: ColumnReference): readonly Py[] {
  const action = ondeleteOf(reference);
  return action === undefined ? [] : [py`ondelete=${str(action)}`];
}

function jsonType(database: Blueprint["database"]): Py {
  return database === "sqlite"
    ? imported("sqlalchemy", "JSON")
    : imported("sqlalchemy.dialects.postgresql", "JSONB");
}

/** What every object of a list says is no column. */
function objectExtras(blueprint: Blueprint, { origin }: Table): readonly Py[] {
  if (origin.kind !== "objects") return [];
  const value = blueprint.domain.values.find(({ name: each }) => each === origin.value);
  const constants = value?.fields.flatMap((field) => constantLine(field)) ?? [];
  const named = namedRows(blueprint, origin);
  return [...(named.length > 0 ? [py`${named}`] : []), ...(constants.length > 0 ? [py`${constants}`] : [])];
}

/** The row that each object names, where some operation shows it. */
function namedRows(
  blueprint: Blueprint,
  { entity, field }: { readonly entity: string; readonly field: string },
): readonly Py[] {
  const shown = blueprint.domain.operations.flatMap(({ behaviour }): readonly (readonly [string, Py])[] =>
    behaviour.kind === "list-lines" && behaviour.entity === entity && behaviour.field === field
      ? behaviour.shows.flatMap(({ name: each, is }): readonly (readonly [string, Py])[] =>
          is.kind === "named"
            ? [[each, tableClass(tableOf(blueprint, linesOf(blueprint, behaviour).target.name))]]
            : [],
        )
      : [],
  );
  return [...new Map(shown)].map(
    ([each, target]) =>
      py`${name(attributeName(each))}: ${imported("sqlalchemy.orm", "Mapped")}[${target}] = ${imported("sqlalchemy.orm", "relationship")}(lazy="raise")`,
  );
}

/** Relationships, what queries fill in, and lists of values as the API shows them. */
function entityExtras(blueprint: Blueprint, entity: Entity): readonly Py[] {
  const relationship = imported("sqlalchemy.orm", "relationship");
  const mapped = imported("sqlalchemy.orm", "Mapped");
  const owned = entity.fields.flatMap((field) => relationshipLine(blueprint, entity, field));
  const parent = entity.parent && tableOf(blueprint, entity.parent.entity);
  const above =
    parent && joinsParent(blueprint, entity)
      ? [
          py`${name(parentAttribute(entity))}: ${mapped}[${tableClass(parent)}] = ${relationship}(lazy="raise")`,
        ]
      : [];
  const constants = entity.fields.flatMap((field) => constantLine(field));
  const messages = entity.fields.flatMap((field) => messageProperty(field));
  const filled = entity.fields.flatMap((field) => filledLine(field));
  const lists = entity.fields.flatMap((field) => valuesProperty(blueprint, entity, field));
  const addresses = entity.fields.flatMap((field) => addressProperty(blueprint, entity, field));
  return [
    ...(above.length + owned.length > 0 ? [py`${[...above, ...owned]}`] : []),
    ...(constants.length > 0 ? [py`${constants}`] : []),
    ...(filled.length > 0
      ? [
          py`
            # Filled by the queries that answer rows of this table.
            ${filled}`,
        ]
      : []),
    ...lists,
    ...addresses,
    ...messages,
  ];
}

/** Whether some query goes from a row to the one above it. */
export function joinsParent(blueprint: Blueprint, entity: Entity): boolean {
  return blueprint.domain.operations.some(
    ({ behaviour }) =>
      (touchesRow(behaviour) || behaviour.kind === "read") &&
      behaviour.entity === entity.name &&
      "parent" in behaviour &&
      behaviour.parent !== undefined &&
      !isPrimary(entityNamed(blueprint, behaviour.parent.entity)),
  );
}

export function parentAttribute(entity: Entity): string {
  return attributeName(entity.parent?.entity ?? "parent");
}

function relationshipLine(blueprint: Blueprint, entity: Entity, field: Field): readonly Py[] {
  const relationship = imported("sqlalchemy.orm", "relationship");
  const mapped = imported("sqlalchemy.orm", "Mapped");
  if (field.meaning.kind === "reference") {
    const { by } = field.meaning;
    const other = tableOf(blueprint, field.meaning.entity);
    const target = tableClass(other);
    const type = field.missing === "never" ? target : py`${target} | None`;
    // Of several columns that name such rows it is this one.
    const naming = tableOf(blueprint, entity.name).columns.filter(
      ({ refersTo }) => refersTo?.table === other.name,
    );
    const column = by === undefined ? `${snakeCase(field.name)}_id` : attributeName(by);
    const through = naming.length > 1 && py`, foreign_keys=[${name(column)}]`;
    return [
      py`${name(attributeName(field.name))}: ${mapped}[${type}] = ${relationship}(lazy="raise"${through})`,
    ];
  }
  if (field.meaning.kind === "children") {
    // The class itself, which has no name yet.
    const title = str(tableOf(blueprint, entity.name).className);
    const parent = aboveField(entity);
    assert(parent, "such rows stand below one another");
    return [
      py`${name(attributeName(field.name))}: ${mapped}[list[${title}]] = ${relationship}(lazy="raise", viewonly=True, foreign_keys=[${name(attributeName(parent.name))}])`,
    ];
  }
  if (field.meaning.kind === "objects") {
    const objects = objectsTableOf(blueprint, entity.name, field.name);
    const title = name(objects.className);
    return [
      py`
        ${name(attributeName(field.name))}: ${mapped}[list[${title}]] = ${relationship}(
            lazy=${str(loading(blueprint, entity))}, order_by=${title}.${name(objectColumns(objects).position)}, cascade="all, delete-orphan", passive_deletes=True
        )`,
    ];
  }
  if (field.meaning.kind === "values") {
    const values = valuesTableOf(blueprint, entity.name, field.name);
    const title = name(values.className);
    const { position, value } = valueColumns(values);
    const order = position ?? value;
    return [
      py`
        ${name(valueRows(field))}: ${mapped}[list[${title}]] = ${relationship}(
            lazy=${str(loading(blueprint, entity))}, order_by=${title}.${name(order)}, cascade="all, delete-orphan", passive_deletes=True
        )`,
    ];
  }
  return [];
}

/** Accounts are found by every call of theirs, whatever it asks for, and come with their lists. */
function loading({ account }: Blueprint, entity: Entity): string {
  return entity === account ? "selectin" : "raise";
}

/** What every row says is no column. */
function constantLine(field: Field): readonly Py[] {
  const { meaning } = field;
  if (meaning.kind === "message" && !meaning.by)
    return [
      py`${name(attributeName(field.name))}: ${imported("typing", "ClassVar")}[str] = ${longString(meaning.text)}`,
    ];
  if (meaning.kind === "password" && meaning.shownAs !== undefined)
    return [
      py`
        # All that answers ever show of it.
        ${name(attributeName(field.name))}: ${imported("typing", "ClassVar")}[str] = ${str(meaning.shownAs)}  # noqa: S105`,
    ];
  if (meaning.kind !== "constant") return [];
  const { value } = meaning;
  return [
    py`${name(attributeName(field.name))}: ${imported("typing", "ClassVar")}[${choiceType([value])}] = ${literal(value)}`,
  ];
}

/** What callers are told, by what the row holds. */
function messageProperty({ name: field, meaning }: Field): readonly Py[] {
  if (meaning.kind !== "message" || !meaning.by) return [];
  const { by } = meaning;
  return [
    py`
      @property
      def ${name(attributeName(field))}(self) -> str:
          return {
              ${by.texts.map(({ value, text }) => py`${str(value)}: ${longString(text)},`)}
          }[self.${name(attributeName(by.field))}]`,
  ];
}

function valuesProperty(blueprint: Blueprint, entity: Entity, field: Field): readonly Py[] {
  if (field.meaning.kind !== "values") return [];
  const values = valuesTableOf(blueprint, entity.name, field.name);
  const value = values.columns.at(-1);
  assert(value, "a table of values has a value");
  return [
    py`
      @property
      def ${name(attributeName(field.name))}(self) -> list[${pythonType(value)}]:
          return [row.${name(value.name)} for row in self.${name(valueRows(field))}]`,
  ];
}
