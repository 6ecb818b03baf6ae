import type { ParameterFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import type { TypeFact } from "../../type.ts";
import { scalar, unknown } from "../schemas/plain-types.ts";
import { textAt } from "../schemas/source.ts";
import { typeOfColumn } from "../schemas/type-of-column.ts";
import { typeSettings } from "../schemas/type-settings.ts";
import type { RestView } from "./view.ts";

const converters: Readonly<Record<string, string>> = {
  int: "integer",
  path: "text",
  slug: "text",
  str: "text",
  uuid: "uuid",
};

/** What stands for anything but a slash or a dot says nothing of what is meant. */
const anything = new Set(["[^/.]+", "[^/]+", ".+", "[^/.]*"]);

/** The parameters of a path: by their converters, the expressions that they match, or the column by which a row is looked up. */
export function pathParameters(view: RestView): readonly ParameterFact[] {
  const names = [...view.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const span = view.read
    ? spanOf(view.read.module, view.read.node.name)
    : spanOf(view.module, view.node?.name ?? { start: 0, end: 0 });
  return names.map((name) => {
    const matched = matchedBy(view.pattern, name);
    const isOpen = matched === undefined || anything.has(matched);
    const known = converted(view.pattern, name) ?? (isOpen ? lookedUp(view, name) : undefined);
    // A path is text before anything is made of it.
    const type = known ?? (isOpen ? unknown : scalar("text"));
    const constraints = !isOpen && known === undefined ? { pattern: anchored(matched) } : undefined;
    return { name, in: "path", type, required: true, span, ...(constraints && { constraints }) };
  });
}

function anchored(pattern: string): string {
  return `^${pattern.replace(/^\^/, "").replace(/\$$/, "")}$`;
}

/** `<int:pk>` */
function converted(pattern: string, name: string): TypeFact | undefined {
  for (const [, converter = "", named] of pattern.matchAll(/<(\w+):(\w+)>/g))
    if (named === name)
      return converter in converters ? scalar(converters[converter] ?? "text") : scalar("text");
  return undefined;
}

/** `(?P<slug>[a-z]+)`: what stands within the brackets. */
function matchedBy(pattern: string, name: string): string | undefined {
  const opening = `(?P<${name}>`;
  const start = pattern.indexOf(opening);
  if (start === -1) return undefined;
  let depth = 0;
  for (let at = start; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === "\\") at += 1;
    else if (sign === "(") depth += 1;
    else if (sign === ")") {
      depth -= 1;
      if (depth === 0) return pattern.slice(start + opening.length, at);
    }
  }
  return undefined;
}

/** The column by which a row of the view is looked up: https://www.django-rest-framework.org/api-guide/generic-views/#attributes */
function lookedUp(view: RestView, name: string): TypeFact | undefined {
  const { source, model } = view;
  if (model === undefined) return undefined;
  const field = textAt(source, view.attribute("lookup_field"));
  const keyword = textAt(source, view.attribute("lookup_url_kwarg"));
  const wanted = keyword === name ? (field ?? name) : name;
  let at: typeof model | undefined = model;
  const parts = wanted.endsWith("_pk") ? [wanted.slice(0, -3)] : wanted.split("__");
  for (const [index, part] of parts.entries()) {
    const column: import("../../django/columns/column.ts").Column | undefined =
      part === "pk" ? at?.key : (at?.columns.get(part) ?? at?.columns.get(part.replace(/_id$/, "")));
    if (column === undefined) return undefined;
    if (index === parts.length - 1) return typeOfColumn(typeSettings(source), column).type;
    at = source.columns.ofId(column.relation?.to);
  }
  return undefined;
}
