import type { OpenFile } from "../bundle/open-file.ts";
import { type Overlay, readOverlay } from "./read-overlay.ts";

/** The overlays in some files, in this order; one that cannot be opened says nothing. */
export function openOverlays(files: readonly string[], open: OpenFile | undefined): readonly Overlay[] {
  return files.flatMap((file) => {
    const text = open?.(file);
    return typeof text === "string" ? [readOverlay(file, text)] : [];
  });
}
