import { findMember } from "../../classes.ts";
import type { Arguments, Frame, Semantics } from "../../flow/flow.ts";
import { readRelation } from "../../flow/follow-relation.ts";
import { memberValue } from "../../flow/lookup.ts";
import { withQuery } from "../../flow/queries.ts";
import type { FlowValue, Place, Row, Rows } from "../../flow/values.ts";
import { positional, textOf } from "../../literals.ts";
import { callColumn, columnOf, compareColumn, readColumns } from "./columns.ts";
import { chainOption, emptyOption, readOption } from "./options.ts";
import { callQuery, callResult, callSession } from "./results.ts";
import { beginStatement, callStatement, modelNamed } from "./statements.ts";

const waiting = new Set([
  "execute",
  "scalar",
  "scalars",
  "query",
  "commit",
  "flush",
  "get",
  "refresh",
  "merge",
]);

/** What SQLAlchemy makes of statements, loader options, sessions and rows. */
export const statementSemantics: Semantics = {
  framework: "sqlalchemy",
  classAttribute: columnOf,
  rowAttribute,
  relationToMany,
  callRows: (frame, rows, name, given) =>
    rows.form === "query"
      ? (callStatement(frame, rows, name, given) ?? callQuery(frame, rows, name, given))
      : undefined,
  takeRows: () => {},
  callExternal,
  callObject,
  compare: compareColumn,
  transaction: (callee) =>
    callee.kind === "method" &&
    callee.name === "begin" &&
    callee.of.kind === "object" &&
    typeof callee.of.of === "string" &&
    /^sqlalchemy\..*\.?(?:Async)?Session$/.test(callee.of.of),
  waits: (of, name) => /^sqlalchemy\.orm\.(?:session\.)?Session$/.test(of) && waiting.has(name),
};

/** An attribute that stands for what lies behind a relation: `association_proxy("customer", "organization")`. */
function rowAttribute(frame: Frame, row: Row, name: string, place: Place): FlowValue | undefined {
  // What is awaited may be loaded then.
  if (name === "awaitable_attrs") return { ...row, query: withQuery(row.query, { certain: false }) };
  const read = frame.flow.models.classOf(row.model);
  const member = read && findMember(read, name);
  if (member?.binding.kind !== "value") return undefined;
  const { value } = member.binding;
  if (value?.kind !== "call") return undefined;
  const [target, attribute] = positional(value).map(textOf);
  // Proxies of proxies are left alone, so that circles of them end.
  if (target === undefined || frame.flow.models.relation(row.model, target) === undefined) return undefined;
  const callee = memberValue(frame, {
    owner: member.owner,
    binding: { ...member.binding, value: value.callee },
  });
  if (callee?.kind !== "external" || !callee.path.startsWith("sqlalchemy")) return undefined;
  const behind = frame.flow.attribute(frame, row, target, place);
  if (callee.path.endsWith(".synonym")) return behind;
  if (!callee.path.endsWith(".association_proxy") || behind === undefined || attribute === undefined)
    return undefined;
  if (behind.kind !== "rows") return frame.flow.attribute(frame, behind, attribute, place);
  const item = frame.flow.iterate(frame, behind, place);
  return { kind: "collection", of: item && frame.flow.attribute(frame, item, attribute, place) };
}

/** A relation to many is read where it is named, unless it is one that must be asked. */
function relationToMany(frame: Frame, row: Row, rows: Rows, place: Place): FlowValue {
  const name = rows.steps.at(-1) ?? "";
  const loading = frame.flow.models.relation(row.model, name)?.loading ?? "";
  if (loading === "dynamic" || loading === "write_only") return { kind: "method", of: row, name };
  readRelation(frame, row, name, place);
  return { ...rows, form: "result" };
}

function callExternal(frame: Frame, path: string, given: Arguments): FlowValue | undefined {
  if (!/^(?:sqlalchemy|sqlmodel)\b/.test(path)) return undefined;
  const name = path.slice(path.lastIndexOf(".") + 1);
  const option = readOption(frame, name, given);
  if (option !== undefined) return { kind: "option", option };
  const [first] = given.positional;
  switch (name) {
    case "select":
      return beginStatement(frame, given);
    case "aliased":
    case "with_polymorphic":
      return modelNamed(frame, first) === undefined ? undefined : first;
    case "Load":
      return { kind: "option", option: emptyOption };
    case "and_":
    case "or_":
      return { kind: "condition", columns: readColumns(given.positional) };
    case "desc":
    case "asc":
    case "nulls_last":
    case "nullslast":
      return first;
    case "not_":
      return { kind: "condition", columns: [] };
    default:
      return undefined;
  }
}

function callObject(frame: Frame, of: FlowValue, name: string, given: Arguments): FlowValue | undefined {
  if (of.kind === "option") {
    const option = chainOption(frame, of.option, name, given);
    return option && { kind: "option", option };
  }
  if (of.kind === "column") return callColumn(of, name);
  if (of.kind === "collection") return callResult(of.of, name);
  if (name === "query" && of.kind !== "class") {
    const statement = beginStatement(frame, given);
    if (statement !== undefined) return statement;
  }
  return callSession(frame, of, name, given);
}
