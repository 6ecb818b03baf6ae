import type { Span } from "#base";
import { type MapNode, valueAt } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { entriesAt, mapAt, quote } from "./shape.ts";

/** Said rather than passed over: what is not read will not be built. */
export function reportUnreadParts(reader: Reader): void {
  const webhooks = reader.root.entries.get("webhooks");
  if (webhooks !== undefined && entriesAt(reader, reader.root, "webhooks").length > 0)
    reportUnread(reader, webhooks.span, "webhooks are not built yet: nothing will be sent", "unsent-message");
  for (const path of entriesAt(reader, reader.root, "paths")) {
    if (path.value.kind !== "map") continue;
    reportUnreadIn(reader, path.value);
    reportUnreadMethods(reader, path.key, path.value);
  }
}

function reportUnreadIn(reader: Reader, item: MapNode): void {
  const operations = [...item.entries.values()].map((entry) => entry.value);
  for (const map of [item, ...operations]) {
    const place =
      map.kind === "map" ? (map.entries.get("servers") ?? map.entries.get("callbacks")) : undefined;
    if (map.kind !== "map" || place === undefined || valueAt(map, place.key) === undefined) continue;
    reportUnread(
      reader,
      place.span,
      place.key === "servers"
        ? "servers of a single path are not read: the base path of the whole contract holds"
        : "callbacks are not built yet: nothing will be sent",
      place.key === "servers" ? "unread-element" : "unsent-message",
    );
  }
}

// Methods since 3.2. A frame such as `additionalOperations: {}` has nothing in it to be missed.
function reportUnreadMethods(reader: Reader, path: string, item: MapNode): void {
  const query = item.entries.get("query");
  if (query !== undefined && valueAt(item, "query") !== undefined)
    reportUnread(reader, query.span, unreadMethod("QUERY", path));
  for (const entry of mapAt(reader, item, "additionalOperations")?.entries.values() ?? [])
    reportUnread(reader, entry.span, unreadMethod(entry.key, path));
}

function unreadMethod(method: string, path: string): string {
  return `${quote(method)} is no method that is derived yet: this operation of ${quote(path)} is left out`;
}

function reportUnread(reader: Reader, span: Span, message: string, rule = "unread-element"): void {
  const mend = "nothing to do here; expect it to be left open";
  report(reader, span, { rule, severity: "note", message, mend });
}
