import type { Span } from "#base";
import type { Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { spanOf } from "../../places.ts";
import { classAt, textAt } from "../schemas/source.ts";
import type { RestView } from "./view.ts";

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

/** Where a view is written. */
export function viewSpan({ read, module, node }: RestView): Span {
  return read === undefined
    ? spanOf(module, node?.name ?? { start: 0, end: 0 })
    : spanOf(read.module, read.node.name);
}
