import type { Span } from "#base";
import type { Expression } from "#python";
import { statementsOf } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { textOf } from "../../literals.ts";
import type { ParameterFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import type { TypeFact } from "../../type.ts";
import type { SerializerField } from "../schemas/field.ts";
import { optional, scalar, unknown } from "../schemas/plain-types.ts";
import { classAt, memberAt, textAt } from "../schemas/source.ts";
import { methodOf, type RestView } from "./view.ts";

type Form = "page" | "offset" | "cursor" | "other";

/** What divides the rows of a list into pages. */
export interface Paginator {
  readonly form: Form;
  readonly of: ProjectClass | string;
}

const forms: Readonly<Record<string, Form>> = {
  PageNumberPagination: "page",
  LimitOffsetPagination: "offset",
  CursorPagination: "cursor",
};

/** The paginator of a view, its own or that of the settings; undefined where lists are not divided. */
export function paginatorOf(view: RestView): Paginator | undefined {
  const given = view.attribute("pagination_class") ?? view.source.settings.get("DEFAULT_PAGINATION_CLASS");
  if (given === undefined || (given.expression.kind === "constant" && given.expression.value === "None"))
    return undefined;
  const of = namedClass(view, given);
  if (of === undefined) return { form: "other", of: "?" };
  const bases = typeof of === "string" ? [of] : of.lineage.filter((base) => typeof base === "string");
  const names = bases.map((base) => base.slice(base.lastIndexOf(".") + 1));
  return { form: names.map((name) => forms[name]).find((form) => form !== undefined) ?? "other", of };
}

/** A class, or the text that names it in settings. */
export function namedClass(
  { source }: Pick<RestView, "source">,
  at: Parameters<typeof classAt>[1],
): ProjectClass | string | undefined {
  const text = textAt(source, at);
  if (text === undefined) return classAt(source, at);
  const { project } = source.reading;
  const dot = text.lastIndexOf(".");
  const path = project.index.find(text.slice(0, dot), at.place.module.path);
  const module = path === undefined ? undefined : project.modules.get(path);
  if (module === undefined) return text;
  const name: Expression = { kind: "name", id: text.slice(dot + 1), start: 0, end: 0 };
  const found = classAt(source, { place: { module }, expression: name });
  return found ?? text;
}

/** The parameters by which a page is asked for. */
export function pageParameters(view: RestView, { form, of }: Paginator): readonly ParameterFact[] {
  const span = typeof of === "string" ? viewSpan(view) : spanOf(of.module, of.node.name);
  const named = (attribute: string, fallback: string | undefined): string | undefined => {
    const own = typeof of === "string" ? undefined : memberAt(of, attribute);
    return own === undefined ? fallback : textAt(view.source, own);
  };
  const parameter = (name: string | undefined, type: TypeFact): readonly ParameterFact[] =>
    name === undefined ? [] : [{ name, in: "query", type, required: false, span }];
  const integer = scalar("integer");
  switch (form) {
    case "page":
      return [
        ...parameter(named("page_query_param", "page"), integer),
        ...parameter(named("page_size_query_param", undefined), integer),
      ];
    case "offset":
      return [
        ...parameter(named("limit_query_param", "limit"), integer),
        ...parameter(named("offset_query_param", "offset"), integer),
      ];
    case "cursor":
      return [
        ...parameter(named("cursor_query_param", "cursor"), scalar("text")),
        ...parameter(named("page_size_query_param", undefined), integer),
      ];
    case "other":
      return [];
  }
}

export function viewSpan({ read, module, node }: RestView): Span {
  return read === undefined
    ? spanOf(module, node?.name ?? { start: 0, end: 0 })
    : spanOf(read.module, read.node.name);
}

/** What a page looks like around its rows: the framework's own envelope, or that of `get_paginated_response`. */
export function pageType(view: RestView, paginator: Paginator, items: TypeFact, name: string): TypeFact {
  const { of, form } = paginator;
  const own = typeof of === "string" ? undefined : methodOf(of, "get_paginated_response");
  const span = typeof of === "string" ? viewSpan(view) : spanOf(of.module, of.node.name);
  if (own === undefined) {
    return form === "other"
      ? unknown
      : view.schemas.inline(`Paginated${name}List`, span, envelope(form, items, span));
  }
  for (const statement of statementsOf(own.node.body)) {
    if (statement.kind !== "return" || statement.value?.kind !== "call") continue;
    const entries = entriesOf(statement.value.args[0]?.value);
    if (entries === undefined) continue;
    const rows = own.node.parameters[1]?.name ?? "data";
    const fields = entries.map(([key, value]) => ({
      ...field(key, entryType(value, rows, items), span),
      options: { readOnly: true },
    }));
    return view.schemas.inline(`Paginated${name}List`, span, fields);
  }
  return form === "other"
    ? unknown
    : view.schemas.inline(`Paginated${name}List`, span, envelope(form, items, span), true);
}

function field(name: string, type: TypeFact, span: Span, required = true): SerializerField {
  return { name, type, span, options: { required } };
}

function envelope(form: Form, items: TypeFact, span: Span): readonly SerializerField[] {
  const link = optional(scalar("uri"), true);
  return [
    ...(form === "cursor" ? [] : [field("count", scalar("integer"), span)]),
    field("next", link, span, false),
    field("previous", link, span, false),
    field("results", items, span),
  ];
}

/** `Response({"results": data})`, `Response(OrderedDict([("results", data)]))` */
function entriesOf(value: Expression | undefined): readonly (readonly [string, Expression])[] | undefined {
  if (value?.kind === "dictionary") {
    const entries = value.entries.map(({ key, value: inner }) => [textOf(key), inner] as const);
    return entries.every((entry): entry is readonly [string, Expression] => entry[0] !== undefined)
      ? entries
      : undefined;
  }
  const given = value?.kind === "call" ? value.args[0]?.value : undefined;
  if (value?.kind === "call" && value.args.length > 0 && value.args.every(({ name }) => name !== undefined))
    return value.args.map(({ name = "", value: inner }) => [name, inner] as const);
  if (given?.kind === "dictionary") return entriesOf(given);
  if (given?.kind !== "list" && given?.kind !== "tuple") return undefined;
  const pairs = given.items.map((item) =>
    item.kind === "tuple" ? ([textOf(item.items[0]), item.items[1]] as const) : undefined,
  );
  return pairs.every(
    (pair): pair is readonly [string, Expression] => pair?.[0] !== undefined && pair[1] !== undefined,
  )
    ? pairs
    : undefined;
}

/** What stands in an envelope, by the framework's own names for it. */
function entryType(value: Expression, rows: string, items: TypeFact): TypeFact {
  if (value.kind === "name" && value.id === rows) return items;
  if (value.kind === "call" && value.callee.kind === "attribute") {
    const { name } = value.callee;
    return /^get_(?:next|previous|first|last)_link$/.test(name) ? optional(scalar("uri"), true) : unknown;
  }
  if (value.kind !== "attribute") return unknown;
  const isPage =
    value.value.kind === "attribute" || (value.value.kind === "name" && value.value.id === "self");
  return isPage && /^(?:count|num_pages|number|per_page)$/.test(value.name) ? scalar("integer") : unknown;
}
