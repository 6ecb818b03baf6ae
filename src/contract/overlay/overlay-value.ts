import type { Span } from "#base";
import { jsonValueOf } from "../document/json-value.ts";
import { nodeOf } from "../markdown/make-node.ts";
import type { JsonValue } from "../schema.ts";
import { applyOverlays } from "./apply-overlay.ts";
import { readOverlay } from "./read-overlay.ts";

/** A document as plain data with an overlay applied, for tools that know nothing of overlays. */
export function overlayValue(document: JsonValue, overlayText: string): JsonValue {
  const nowhere: Span = { file: "", line: 1, column: 1, offset: 0, end: 0 };
  const { root } = applyOverlays(nodeOf(document, nowhere), [readOverlay("overlay.yaml", overlayText)]);
  return jsonValueOf(root);
}
