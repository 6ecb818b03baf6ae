import type { ModelFact } from "../model.ts";
import { isPlainColumn, type ShowParameter, type SqlForm, type ValueWords, valueText } from "../sql/form.ts";
import {
  columnsIn,
  type SqlAssignment,
  type SqlCondition,
  type SqlItem,
  type SqlSelect,
  type SqlStatement,
} from "../sql/statement.ts";

/** A statement in terms of mapped classes: https://docs.sqlalchemy.org/en/20/tutorial/data_select.html */
export const statementForm: SqlForm = (_reading, model, statement, show) => {
  const names = namesOf(model, statement);
  if (names === undefined) return undefined;
  const writer: Writer = { model: model.name, names, show };
  const where = "where" in statement ? whereOf(writer, statement.where) : "";
  switch (statement.kind) {
    case "select":
      return select(writer, statement, where);
    case "update":
      return `update(${model.name})${where}.values(${setOf(writer, statement.set)})`;
    case "delete":
      return `delete(${model.name})${where}`;
    case "insert":
      return `insert(${model.name}).values(${setOf(writer, statement.set)})`;
  }
};

interface Writer {
  readonly model: string;
  readonly names: ReadonlyMap<string, string>;
  readonly show: ShowParameter;
}

/** The attributes of all columns that a statement names; undefined where the class does not surely have one of them. */
function namesOf({ fields }: ModelFact, statement: SqlStatement): Writer["names"] | undefined {
  const columns = fields.filter(
    (field) => (field.relation === undefined || field.relation.columnOnly === true) && isPlainColumn(field),
  );
  const names = new Map(columns.map(({ name, column }) => [(column ?? name).toLowerCase(), name]));
  return [...columnsIn(statement)].every((column) => names.has(column.toLowerCase())) ? names : undefined;
}

function attribute({ model, names }: Writer, column: string): string {
  return `${model}.${names.get(column.toLowerCase()) ?? column}`;
}

function whereOf(writer: Writer, where: SqlCondition | undefined): string {
  if (where === undefined) return "";
  const parts = where.kind === "and" ? where.of : [where];
  return `.where(${parts.map((part) => conditionText(writer, part)).join(", ")})`;
}

const operators = { "=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=" } as const;

function conditionText(writer: Writer, condition: SqlCondition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return `${condition.kind}_(${condition.of.map((part) => conditionText(writer, part)).join(", ")})`;
    case "not":
      return `not_(${conditionText(writer, condition.of)})`;
    case "flag":
      return `${attribute(writer, condition.column)}.is_(True)`;
    case "null":
      return `${attribute(writer, condition.column)}.${condition.negated ? "is_not" : "is_"}(None)`;
    case "between":
      return `${attribute(writer, condition.column)}.between(${valueText(wordsOf(writer), condition.low)}, ${valueText(wordsOf(writer), condition.high)})`;
    case "in": {
      const list =
        "kind" in condition.values
          ? writer.show(condition.values)
          : `[${condition.values.map((value) => valueText(wordsOf(writer), value)).join(", ")}]`;
      return `${attribute(writer, condition.column)}.${condition.negated ? "not_in" : "in_"}(${list})`;
    }
    case "like":
      return `${attribute(writer, condition.column)}.${condition.negated ? "not_" : ""}${condition.anyCase ? "ilike" : "like"}(${valueText(wordsOf(writer), condition.pattern)})`;
    case "compare":
      return `${attribute(writer, condition.column)} ${operators[condition.operator]} ${valueText(wordsOf(writer), condition.value)}`;
  }
}

function wordsOf(writer: Writer): ValueWords {
  return { show: writer.show, column: (name) => attribute(writer, name), now: "func.now()" };
}

function setOf(writer: Writer, set: readonly SqlAssignment[]): string {
  return set
    .map(
      ({ column, value }) =>
        `${writer.names.get(column.toLowerCase()) ?? column}=${valueText(wordsOf(writer), value)}`,
    )
    .join(", ");
}

function select(writer: Writer, statement: SqlSelect, where: string): string {
  const { items, distinct, groups, order, limit, offset, lock } = statement;
  const { model } = writer;
  if (items.length === 1 && items[0]?.kind === "one") return `select(exists(select(${model})${where}))`;
  const asked = items.map((item) => itemText(writer, item)).join(", ");
  // Where no column of the class is among what is asked, it has to be named.
  const from = asked.includes(model) ? "" : `.select_from(${model})`;
  const grouped =
    groups.length === 0 ? "" : `.group_by(${groups.map((each) => attribute(writer, each)).join(", ")})`;
  const sorted =
    order.length === 0
      ? ""
      : `.order_by(${order.map((each) => `${attribute(writer, each.column)}${each.descending ? ".desc()" : ""}`).join(", ")})`;
  const cut = [
    limit === undefined ? "" : `.limit(${valueText(wordsOf(writer), limit)})`,
    offset === undefined ? "" : `.offset(${valueText(wordsOf(writer), offset)})`,
  ].join("");
  const locked =
    lock === undefined
      ? ""
      : `.with_for_update(${lock === "skip" ? "skip_locked=True" : lock === "fail" ? "nowait=True" : ""})`;
  return `select(${asked})${from}${where}${grouped}${distinct ? ".distinct()" : ""}${sorted}${cut}${locked}`;
}

function itemText(writer: Writer, item: SqlItem): string {
  switch (item.kind) {
    case "all":
      return writer.model;
    case "one":
      return "literal(1)";
    case "column":
      return attribute(writer, item.name);
    case "aggregate": {
      const of = item.column === undefined ? "" : attribute(writer, item.column);
      return `func.${item.name}(${of}${item.distinct ? ".distinct()" : ""})`;
    }
  }
}
