import type { Py } from "./fragment.ts";
import { type PyItem, toFragment } from "./tag.ts";
import { openWriter } from "./writer.ts";

/** `a, b, c`. What prints nothing leaves no comma. */
export function commaList(items: readonly PyItem[]): Py {
  return join(items, ", ");
}

/** One item per line. */
export function lines(items: readonly PyItem[]): Py {
  return join(items, "\n");
}

/** A blank line between the items. */
export function blocks(items: readonly PyItem[]): Py {
  return join(items, "\n\n");
}

/** One item directly after the other. */
export function concat(...items: readonly PyItem[]): Py {
  return join(items, "");
}

export function join(items: readonly PyItem[], separator: string): Py {
  const writer = openWriter();
  let printed = false;
  for (const fragment of items.map(toFragment)) {
    if (printed && fragment.text !== "") writer.writeStatic(separator);
    printed ||= fragment.text !== "";
    writer.writeFragment(fragment);
  }
  return writer.finish(false);
}
