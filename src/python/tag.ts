import { assert } from "#base";
import { isFragment, makeFragment, nothing, type Py, traitsOf } from "./fragment.ts";
import { numberText } from "./number.ts";
import { type Gap, parseTemplate, type TemplateLine } from "./template.ts";
import { excerpt, openWriter, type Writer } from "./writer.ts";

/** `undefined` and `false` print nothing, so that `condition && fragment` works. For `True` and `None` there is `literal`. */
export type PyItem = Py | number | bigint | undefined | false;
export type PyValue = PyItem | readonly PyItem[];

/**
 * Python text from a template. Its gaps take fragments and numbers, never strings: those go through `str`, `literal`,
 * `comment`, `docstring` or `identifier` first. In a string literal of the template a gap takes only names and numbers,
 * and in a comment of the template there are no gaps.
 *
 * The template is dedented. A gap alone on its line prints an array one item per line, and the line goes when nothing is
 * printed; elsewhere an array is joined by commas. A fragment of several lines is indented like the line it stands in.
 */
export function py(strings: TemplateStringsArray, ...values: readonly PyValue[]): Py {
  const template = parseTemplate(strings);
  const writer = openWriter();
  let isFirst = true;
  for (const line of template.lines) {
    const gaps = line.parts.map((part) =>
      typeof part === "string" ? part : takeGap(part, values[part.index]),
    );
    if (isVanishing(gaps)) {
      for (const gap of gaps) writer.addImports(importsOf(gap));
      continue;
    }
    if (!isFirst) writer.writeStatic("\n");
    isFirst = false;
    writeLine(writer, line, gaps);
  }
  return writer.finish(template.endsInComment);
}

interface FilledGap {
  readonly fragments: readonly Py[];
  readonly inCode: boolean;
}

function takeGap(gap: Gap, value: PyValue): FilledGap {
  assert(gap.place !== "comment", "a comment of a template has no gaps: use `comment`");
  const items: readonly PyItem[] = isList(value) ? value : [value];
  const fragments = items.map(toFragment);
  const inCode = gap.place === "code";
  for (const fragment of fragments) {
    assert(
      inCode || fragment.text === "" || traitsOf(fragment).word,
      () => `only names and numbers may stand inside a string literal, not ${excerpt(fragment.text)}`,
    );
  }
  return { fragments, inCode };
}

export function toFragment(item: PyItem): Py {
  if (item === undefined || item === false) return nothing;
  if (typeof item === "number" || typeof item === "bigint") {
    return makeFragment(numberText(item), [], { word: true });
  }
  assert(
    isFragment(item),
    () => `only fragments and numbers may be printed as Python, not ${excerpt(String(item))}`,
  );
  return item;
}

function isList(value: PyValue): value is readonly PyItem[] {
  return Array.isArray(value);
}

function isVanishing(parts: readonly (string | FilledGap)[]): boolean {
  return (
    parts.length > 0 &&
    parts.every((part) =>
      typeof part === "string" ? part.trim() === "" : part.fragments.every(({ text }) => text === ""),
    )
  );
}

function importsOf(part: string | FilledGap): Py["imports"] {
  return typeof part === "string" ? [] : part.fragments.flatMap((fragment) => fragment.imports);
}

function writeLine(writer: Writer, line: TemplateLine, parts: readonly (string | FilledGap)[]): void {
  writer.writeStatic(line.indent);
  const separator = parts.length === 1 ? `\n${line.indent}` : ", ";
  for (const part of parts) {
    if (typeof part === "string") {
      writer.writeStatic(part);
      continue;
    }
    let printed = false;
    for (const fragment of part.fragments) {
      if (printed && fragment.text !== "") writer.writeStatic(separator);
      printed ||= fragment.text !== "";
      writer.writeFragment(fragment, line.indent, part.inCode);
    }
  }
}
