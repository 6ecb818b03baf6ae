import { findMember, idOf, type ProjectClass } from "../../classes.ts";
import { showRow } from "../../flow/expressions.ts";
import type { Flow, Frame } from "../../flow/flow.ts";
import { moduleFrame } from "../../flow/lookup.ts";
import { madeArguments } from "../../flow/made-call.ts";
import { withLoads } from "../../flow/queries.ts";
import { baseFrame, startBudget } from "../../flow/read-flow.ts";
import type { FlowValue, ObjectValue, Place, Row, Rows } from "../../flow/values.ts";
import { isTrue, textOf } from "../../literals.ts";
import { readAllJoined, readLoads } from "../queries/loads.ts";
import { type Registration, readRegistrations } from "./registrations.ts";

/** Follows what the lists of the administration show of each row: https://docs.djangoproject.com/en/6.0/ref/contrib/admin/#django.contrib.admin.ModelAdmin.list_display */
export function followAdmin(flow: Flow): void {
  for (const registration of readRegistrations(flow)) followList(flow, registration);
}

/** Methods by which a class decides for each request what its list shows or loads. */
const deciding = ["get_list_display", "get_list_select_related", "get_changelist"];

function followList(flow: Flow, { admin, model }: Registration): void {
  if (deciding.some((name) => findMember(admin, name) !== undefined)) return;
  startBudget(flow);
  const place: Place = { module: admin.module, start: admin.node.name.start, end: admin.node.name.end };
  const root = `${idOf(admin)}.changelist`;
  const frame: Frame = { ...baseFrame(flow, admin.module), root, calls: [{ place, callee: root }] };
  const self: ObjectValue = {
    kind: "object",
    of: admin,
    attributes: new Map<string, FlowValue>([["model", { kind: "class", class: model }]]),
  };
  const columns = columnsOf(admin, place);
  const rows = listedRows(frame, self, columns, place);
  const row = rows && flow.iterate(frame, rows, place);
  if (row?.kind !== "row") return;
  for (const column of columns) showColumn(frame, self, column, row);
}

interface Column {
  readonly name: string;
  readonly place: Place;
}

/** The columns of a list; `__str__` alone where the class names none. */
function columnsOf(admin: ProjectClass, place: Place): readonly Column[] {
  const member = findMember(admin, "list_display");
  if (member === undefined) return [{ name: "__str__", place }];
  const { owner, binding } = member;
  const value = binding.kind === "value" ? binding.value : undefined;
  if (value?.kind !== "list" && value?.kind !== "tuple") return [];
  return value.items.flatMap((item) => {
    const name = item.kind === "name" ? item.id : textOf(item);
    return name === undefined
      ? []
      : [{ name, place: { module: owner.module, start: item.start, end: item.end } }];
  });
}

function listedRows(
  frame: Frame,
  self: ObjectValue,
  columns: readonly Column[],
  place: Place,
): Rows | undefined {
  const method = frame.flow.attribute(frame, self, "get_queryset", place);
  const rows = method && frame.flow.call(frame, method, madeArguments(place, [undefined]));
  return rows?.kind === "rows" ? joined(frame, self, columns, rows) : undefined;
}

/**
 * What the list joins by itself, unless the query joins something already: the relations of `list_select_related`, or every one that is
 * never null where a relation is among the columns.
 */
function joined(frame: Frame, { of }: ObjectValue, columns: readonly Column[], rows: Rows): Rows {
  if (typeof of === "string") return rows;
  const member = findMember(of, "list_select_related");
  const value = member?.binding.kind === "value" ? member.binding.value : undefined;
  const isDefault = value === undefined || (value.kind === "constant" && value.value === "False");
  const showsRelation = columns.some(({ name }) => {
    const relation = frame.flow.models.relation(rows.model, name);
    return relation !== undefined && !relation.many && !relation.isReverse && relation.kind !== "generic";
  });
  if (isTrue(value) || (isDefault && showsRelation && joinsNothing(frame, rows))) {
    const { loads, certain } = readAllJoined(frame, rows.model);
    return { ...rows, query: withLoads(rows.query, loads, certain) };
  }
  if (isDefault || member === undefined) return rows;
  const named = frame.flow.evaluate(moduleFrame(frame, member.owner.module), value);
  const { loads, certain } = readLoads([named], false);
  return { ...rows, query: withLoads(rows.query, loads, certain) };
}

/** Whether no relation to one is loaded, as far as that can be told from one that is loaded by a query of its own. */
function joinsNothing(frame: Frame, { model, query: { loads } }: Rows): boolean {
  return ![...loads.keys()].some((name) => frame.flow.models.relation(model, name)?.many === false);
}

/** What one column shows: a field, what a method of the admin makes of the row, or an attribute or method of the row. */
function showColumn(list: Frame, self: ObjectValue, { name, place }: Column, row: Row): void {
  if (typeof self.of === "string") return;
  const step = {
    place,
    callee: `${idOf(self.of)}.${name}`,
    shown: `column ${name} of ${self.of.node.name.id}`,
  };
  const { root, loops, result } = list;
  const here: Frame = {
    ...moduleFrame(list, place.module),
    calls: [...list.calls, step],
    root,
    loops: [...loops, { place, names: new Set(["row"]) }],
    result,
  };
  if (name === "__str__") {
    showRow(here, row, place);
    return;
  }
  const isField = list.flow.models.get(row.model)?.fields.some((field) => field.name === name) ?? false;
  const value = isField ? undefined : ownColumn(here, self, name, place);
  if (value !== undefined) {
    list.flow.call(here, value, madeArguments(place, [row], ["row"]));
    return;
  }
  let at: FlowValue | undefined = row;
  for (const part of name.split("__")) at = at && list.flow.attribute(here, at, part, place);
  if (at?.kind === "function") at = list.flow.call(here, at, madeArguments(place, [], ["row"]));
  if (at?.kind === "row") showRow(here, at, place);
}

/** A method of the admin, or a function that stands beside it. */
function ownColumn(frame: Frame, self: ObjectValue, name: string, place: Place): FlowValue | undefined {
  const own =
    typeof self.of !== "string" && findMember(self.of, name) !== undefined
      ? frame.flow.attribute(frame, self, name, place)
      : frame.flow.evaluate(frame, { kind: "name", id: name, ...place });
  return own?.kind === "function" ? own : undefined;
}
