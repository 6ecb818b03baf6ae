import type { Span } from "#base";
import { isNull, type MapNode } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { listAt, textsAt } from "../openapi/shape.ts";
import type { MediaTypes, Rewriter } from "./rewriter.ts";

// Every body is written out once for each, so a hostile list must not multiply; real ones have a handful.
const most = 50;

/** What an operation says under `consumes` or `produces`, or else what the whole document says. */
export function mediaTypesOf(
  rewriter: Rewriter,
  operation: MapNode | undefined,
  key: "consumes" | "produces",
): MediaTypes {
  const map = operation?.entries.has(key) ? operation : rewriter.reader.root;
  const node = map.entries.get(key)?.value;
  if (node === undefined) return [];
  let types = rewriter.mediaTypes.get(node);
  if (types === undefined) {
    types = readMediaTypes(rewriter, map, key);
    rewriter.mediaTypes.set(node, types);
  }
  return types;
}

function readMediaTypes(rewriter: Rewriter, map: MapNode, key: string): MediaTypes {
  const { reader } = rewriter;
  const list = listAt(reader, map, key);
  if (list === undefined) return [];
  textsAt(reader, map, key);
  const types = new Map<string, Span>();
  for (const item of list.items)
    if (item.kind === "scalar" && !isNull(item) && !types.has(item.text)) types.set(item.text, item.span);
  if (types.size > most)
    report(reader, list.span, {
      rule: "too-many-media-types",
      message: `more than ${most} media types: the others are left out`,
      mend: "list those that are really used",
    });
  return [...types].slice(0, most).map(([type, span]) => ({ type, span }));
}

/** Tells the uses of one shared element apart. */
export function keyOfTypes(types: MediaTypes): string {
  return types.map(({ type, span }) => `${span.file} ${span.offset} ${type}`).join("\n");
}
