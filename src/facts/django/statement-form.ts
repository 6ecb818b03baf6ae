import { findMember } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { FieldFact, ModelFact } from "../model.ts";
import { isPlainColumn, type ShowParameter, type SqlForm, type ValueWords, valueText } from "../sql/form.ts";
import {
  columnsIn,
  type SqlCondition,
  type SqlItem,
  type SqlSelect,
  type SqlStatement,
  type SqlValue,
} from "../sql/statement.ts";

/** A statement as a queryset: https://docs.djangoproject.com/en/6.0/ref/models/querysets/ */
export const statementForm: SqlForm = (reading, model, statement, show) => {
  const names = namesOf(model, statement);
  if (names === undefined || narrowsRows(reading, model)) return undefined;
  const writer: Writer = { names, show };
  const rows = `${model.name}.objects`;
  if (statement.kind === "insert") return written(writer, statement.set, (set) => `${rows}.create(${set})`);
  const narrowed = statement.where === undefined ? "" : narrow(writer, statement.where);
  if (narrowed === undefined) return undefined;
  const chosen = `${rows}${narrowed}`;
  switch (statement.kind) {
    case "select":
      return select(writer, chosen, statement);
    case "update":
      return written(writer, statement.set, (set) => `${chosen}.update(${set})`);
    case "delete":
      return `${narrowed === "" ? `${rows}.all()` : chosen}.delete()`;
  }
};

interface Writer {
  /** What lookups call each column, and its field where it is written out. */
  readonly names: ReadonlyMap<string, { readonly name: string; readonly field?: FieldFact }>;
  readonly show: ShowParameter;
}

/** The names of all columns that a statement names; undefined where the model does not surely have one of them, with values as they are. */
function namesOf(model: ModelFact, statement: SqlStatement): Writer["names"] | undefined {
  const names = new Map<string, { readonly name: string; readonly field?: FieldFact }>();
  for (const field of model.fields) {
    const column = field.column ?? field.name;
    const isToOne = field.relation !== undefined;
    names.set(column.toLowerCase(), { name: isToOne ? `${field.name}_id` : field.name, field });
  }
  const hasOwnKey = model.fields.some(({ primaryKey }) => primaryKey) || model.parents.length > 0;
  if (!hasOwnKey && !model.isPartial && !names.has("id")) names.set("id", { name: "id" });
  const isSame = (column: string): boolean => {
    const known = names.get(column.toLowerCase());
    return known !== undefined && (known.field === undefined || isPlainColumn(known.field));
  };
  return [...columnsIn(statement)].every(isSame) ? names : undefined;
}

/** Whether the manager leaves rows out, or goes by another name: then it does not ask for the same. */
function narrowsRows({ project, classes }: Parameters<SqlForm>[0], { id, span }: ModelFact): boolean {
  const module = project.modules.get(span.file);
  const binding = module?.scope.names.get(id.slice(id.lastIndexOf(":") + 1));
  if (module === undefined || binding?.kind !== "class") return true;
  const read = classes.read({ kind: "class", module, node: binding.node });
  const manager = findMember(read, "objects");
  if (manager === undefined)
    return [...read.scope.names.values()].some(
      ({ kind, ...each }) =>
        kind === "value" &&
        "value" in each &&
        each.value?.kind === "call" &&
        /(?:Manager|as_manager)$/.test(calledName(each.value.callee)),
    );
  if (manager.binding.kind !== "value" || manager.binding.value?.kind !== "call") return true;
  const { callee } = manager.binding.value;
  const of = callee.kind === "attribute" && callee.name === "as_manager" ? callee.value : callee;
  const made = defineExpression(project, manager.owner.module, of);
  if (made?.kind === "external") return false;
  return made?.kind !== "class" || findMember(classes.read(made), "get_queryset") !== undefined;
}

function calledName(callee: { readonly kind: string }): string {
  if ("id" in callee && typeof callee.id === "string") return callee.id;
  return "name" in callee && typeof callee.name === "string" ? callee.name : "";
}

function nameOf({ names }: Writer, column: string): string {
  return names.get(column.toLowerCase())?.name ?? column;
}

/** `.filter(…)`, `.exclude(…)` and what has to stand as `Q`. */
function narrow(writer: Writer, where: SqlCondition): string | undefined {
  const parts = where.kind === "and" ? where.of : [where];
  const plain: string[] = [];
  const combined: string[] = [];
  let without = "";
  for (const part of parts) {
    const lookup = lookupOf(writer, part);
    if (lookup === undefined) return undefined;
    if (lookup.kind === "plain") plain.push(lookup.text);
    else if (lookup.kind === "not" && !lookup.text.startsWith("Q(")) without += `.exclude(${lookup.text})`;
    else combined.push(asQ(lookup));
  }
  const filtered = [...combined, ...plain].join(", ");
  return `${filtered === "" ? "" : `.filter(${filtered})`}${without}`;
}

interface Lookup {
  /** `plain` may stand as a keyword, `not` is the contrary of one, `q` is an expression already. */
  readonly kind: "plain" | "not" | "q";
  readonly text: string;
}

function asQ({ kind, text }: Lookup): string {
  return kind === "q" ? text : kind === "plain" ? `Q(${text})` : `~Q(${text})`;
}

const suffixes = { "=": "", "<": "__lt", "<=": "__lte", ">": "__gt", ">=": "__gte" } as const;

function lookupOf(writer: Writer, condition: SqlCondition): Lookup | undefined {
  switch (condition.kind) {
    case "and":
    case "or": {
      const parts = condition.of.map((part) => lookupOf(writer, part));
      if (!parts.every((part) => part !== undefined)) return undefined;
      const [sign, other] = condition.kind === "and" ? [" & ", "or"] : [" | ", "and"];
      const texts = parts.map((part, at) =>
        condition.of[at]?.kind === other ? `(${asQ(part)})` : asQ(part),
      );
      return { kind: "q", text: texts.join(sign) };
    }
    case "not": {
      const inner = lookupOf(writer, condition.of);
      if (inner === undefined || mayBeNull(writer, condition.of)) return undefined;
      return inner.kind === "plain"
        ? { kind: "not", text: inner.text }
        : { kind: "q", text: `~(${asQ(inner)})` };
    }
    case "flag":
      return isTruth(writer, condition.column)
        ? { kind: "plain", text: `${nameOf(writer, condition.column)}=True` }
        : undefined;
    case "null":
      return {
        kind: "plain",
        text: `${nameOf(writer, condition.column)}__isnull=${condition.negated ? "False" : "True"}`,
      };
    case "between":
      return {
        kind: "plain",
        text: `${nameOf(writer, condition.column)}__range=(${valueText(wordsOf(writer), condition.low)}, ${valueText(wordsOf(writer), condition.high)})`,
      };
    case "in": {
      const list =
        "kind" in condition.values
          ? writer.show(condition.values)
          : `[${condition.values.map((value) => valueText(wordsOf(writer), value)).join(", ")}]`;
      return negate(writer, condition, `${nameOf(writer, condition.column)}__in=${list}`);
    }
    case "like":
      return likeOf(writer, condition);
    case "compare":
      return compare(writer, condition);
  }
}

/** In SQL a comparison with nothing holds neither way; `exclude` keeps such rows. */
function negate(
  writer: Writer,
  { column, negated }: { readonly column: string; readonly negated: boolean },
  text: string,
): Lookup | undefined {
  if (!negated) return { kind: "plain", text };
  return isNullable(writer, column) ? undefined : { kind: "not", text };
}

function isNullable({ names }: Writer, column: string): boolean {
  return names.get(column.toLowerCase())?.field?.nullable ?? false;
}

function mayBeNull(writer: Writer, condition: SqlCondition): boolean {
  return [...columnsOf(condition)].some((column) => isNullable(writer, column));
}

function columnsOf(where: SqlCondition): ReadonlySet<string> {
  return columnsIn({ kind: "delete", table: "", where });
}

function isTruth({ names }: Writer, column: string): boolean {
  return /Boolean/.test(names.get(column.toLowerCase())?.field?.type ?? "");
}

function compare(
  writer: Writer,
  { column, operator, value }: SqlCondition & { kind: "compare" },
): Lookup | undefined {
  const text =
    isTruth(writer, column) && value.kind === "number"
      ? value.raw === "0"
        ? "False"
        : "True"
      : valueText(wordsOf(writer), value);
  if (operator === "<>")
    return negate(writer, { column, negated: true }, `${nameOf(writer, column)}=${text}`);
  return { kind: "plain", text: `${nameOf(writer, column)}${suffixes[operator]}=${text}` };
}

/** A pattern with `%` at its ends alone. */
function likeOf(writer: Writer, condition: SqlCondition & { kind: "like" }): Lookup | undefined {
  const { column, pattern, anyCase } = condition;
  const found = pattern.kind === "text" ? /^(%{1,2})?([^%_\\]+?)(%{1,2})?$/.exec(pattern.text) : undefined;
  if (!found) return undefined;
  const [, before, middle = "", after] = found;
  const how = before ? (after ? "contains" : "endswith") : after ? "startswith" : "exact";
  return negate(
    writer,
    condition,
    `${nameOf(writer, column)}__${anyCase ? "i" : ""}${how}=${JSON.stringify(middle)}`,
  );
}

function wordsOf(writer: Writer): ValueWords {
  return { show: writer.show, column: (name) => `F(${JSON.stringify(nameOf(writer, name))})`, now: "Now()" };
}

function written(
  writer: Writer,
  set: readonly { readonly column: string; readonly value: SqlValue }[],
  say: (set: string) => string,
): string {
  return say(
    set
      .map(({ column, value }) => `${nameOf(writer, column)}=${valueText(wordsOf(writer), value)}`)
      .join(", "),
  );
}

const sums = { count: "Count", sum: "Sum", avg: "Avg", min: "Min", max: "Max" } as const;

function select(writer: Writer, chosen: string, statement: SqlSelect): string | undefined {
  const { items, distinct, groups, order, limit, offset, lock } = statement;
  const sorted =
    order.length === 0
      ? ""
      : `.order_by(${order.map((each) => JSON.stringify(`${each.descending ? "-" : ""}${nameOf(writer, each.column)}`)).join(", ")})`;
  const locked =
    lock === undefined
      ? ""
      : `.select_for_update(${lock === "skip" ? "skip_locked=True" : lock === "fail" ? "nowait=True" : ""})`;
  const asked = ask(writer, items, groups, distinct);
  if (asked === undefined) return undefined;
  const isWhole = asked === ".count()" || asked === ".exists()" || asked.startsWith(".aggregate(");
  if (isWhole && (order.length > 0 || groups.length > 0 || offset !== undefined || lock !== undefined))
    return undefined;
  if (isWhole && limit !== undefined && asked !== ".exists()") return undefined;
  if (isWhole) return `${chosen}${asked}`;
  const start =
    chosen.endsWith(".objects") && `${locked}${sorted}${asked}` === "" ? `${chosen}.all()` : chosen;
  return `${start}${locked}${sorted}${asked}${slice(writer, limit, offset)}`;
}

function slice(writer: Writer, limit: SqlValue | undefined, offset: SqlValue | undefined): string {
  if (limit === undefined && offset === undefined) return "";
  const [from, count] = [offset, limit].map((each) =>
    each === undefined ? "" : valueText(wordsOf(writer), each),
  );
  return from === "" ? `[:${count}]` : `[${from}:${count === "" ? "" : `${from} + ${count}`}]`;
}

/** What is asked of the rows, as the end of the chain. */
function ask(
  writer: Writer,
  items: readonly SqlItem[],
  groups: readonly string[],
  distinct: boolean,
): string | undefined {
  const [first] = items;
  const columns = items.flatMap((item) => (item.kind === "column" ? [nameOf(writer, item.name)] : []));
  const apart = distinct ? ".distinct()" : "";
  const listed = columns.map((name) => JSON.stringify(name)).join(", ");
  const sums = items.flatMap((item) => (item.kind === "aggregate" ? [sumText(writer, item)] : []));
  if (items.length === 1 && first?.kind === "all") return groups.length > 0 ? undefined : apart;
  if (items.length === 1 && first?.kind === "one") return groups.length > 0 ? undefined : ".exists()";
  if (columns.length + sums.length !== items.length) return undefined;
  if (groups.length > 0) {
    const isEach =
      groups.length === columns.length && groups.every((each) => columns.includes(nameOf(writer, each)));
    return isEach && sums.length > 0 ? `.values(${listed}).annotate(${sums.join(", ")})` : undefined;
  }
  if (sums.length === 0)
    return columns.length === 1
      ? `.values_list(${listed}, flat=True)${apart}`
      : `.values_list(${listed})${apart}`;
  if (columns.length > 0 || distinct) return undefined;
  if (items.length === 1 && first?.kind === "aggregate" && first.column === undefined) return ".count()";
  return `.aggregate(${sums.join(", ")})`;
}

function sumText(writer: Writer, { name, column, distinct }: SqlItem & { kind: "aggregate" }): string {
  const of = column === undefined ? "pk" : nameOf(writer, column);
  return `${sums[name]}(${JSON.stringify(of)}${distinct ? ", distinct=True" : ""})`;
}
