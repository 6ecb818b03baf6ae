import type { Span } from "#base";
import { allExpressions } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { isTrue, keyword } from "../../literals.ts";
import type { ParameterFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import type { TypeFact } from "../../type.ts";
import type { SerializerField } from "../schemas/field.ts";
import { optional, scalar, unknown } from "../schemas/plain-types.ts";
import { memberAt, textAt } from "../schemas/source.ts";
import { namedClass, viewSpan } from "./named-class.ts";
import { methodOf, type RestView } from "./view.ts";
import { writtenEnvelope } from "./written-envelope.ts";

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

/** Stands for a class that is worked out as the program runs. */
export const unknownPaginator = "?";

/** The paginator of a view, its own or that of the settings; undefined where lists are not divided. */
export function paginatorOf(view: RestView): Paginator | undefined {
  if (answersWhole(view)) return undefined;
  const given = view.attribute("pagination_class") ?? view.source.settings.get("DEFAULT_PAGINATION_CLASS");
  if (given === undefined || (given.expression.kind === "constant" && given.expression.value === "None"))
    return undefined;
  const of = namedClass(view, given);
  if (of === undefined) return { form: "other", of: unknownPaginator };
  const bases = typeof of === "string" ? [of] : of.lineage.filter((base) => typeof base === "string");
  const names = bases.map((base) => base.slice(base.lastIndexOf(".") + 1));
  return { form: names.map((name) => forms[name]).find((form) => form !== undefined) ?? "other", of };
}

/** Whether a function of the project serializes many rows itself, and nothing in it divides them: `OrderSerializer(rows, many=True)`. */
function answersWhole({ node }: RestView): boolean {
  if (node === undefined) return false;
  let isMany = false;
  for (const each of allExpressions(node.body)) {
    const name = each.kind === "attribute" ? each.name : each.kind === "name" ? each.id : "";
    if (/paginat|^(?:list|get_paginated_response)$/i.test(name)) return false;
    isMany ||= each.kind === "call" && isTrue(keyword(each, "many"));
  }
  return isMany;
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
  const usual = form === "other" ? undefined : envelope(form, items, span);
  const rows = own.node.parameters[1]?.name ?? "data";
  const found = writtenEnvelope({ view, ...own, rows, items, span, name, ...(usual && { usual }) });
  if (found !== undefined)
    return view.schemas.inline(`Paginated${name}List`, span, found.fields, found.isPartial);
  return usual === undefined ? unknown : view.schemas.inline(`Paginated${name}List`, span, usual, true);
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
