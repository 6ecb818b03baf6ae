import { type Finding, nearestName } from "#base";
import type { RegistryDocument } from "./entry.ts";

/** The overlays of each document, in the order of their names: that is the order in which they are applied. */
export function overlaysByDocument(
  documents: readonly RegistryDocument[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { file, extends: its } of documents) {
    if (its === undefined) continue;
    const known = found.get(its.file);
    if (known === undefined) found.set(its.file, [file]);
    else known.push(file);
  }
  return new Map([...found].map(([file, overlays]) => [file, overlays.toSorted()]));
}

/** Overlays for what is no document here, or none that an overlay can be applied to. */
export function tellStrayOverlays(documents: readonly RegistryDocument[]): readonly Finding[] {
  const known = new Map(documents.map((document) => [document.file, document]));
  return documents.flatMap(({ extends: its }): readonly Finding[] => {
    if (its === undefined) return [];
    const target = known.get(its.file);
    if (target !== undefined && target.format !== "overlay" && target.format !== "record") return [];
    const nearest = nearestName(
      its.file,
      documents.filter(({ format }) => format !== "overlay" && format !== "record").map(({ file }) => file),
    );
    const why =
      target === undefined
        ? "is no contract that is read here"
        : `is ${target.format === "overlay" ? "an overlay itself" : "written in markdown, which has no places for JSONPath"}`;
    return [
      {
        rule: "contract/overlay-without-document",
        severity: "error",
        message: `${its.file} ${why}: the overlay is applied to nothing`,
        span: its.span,
        mend:
          target === undefined && nearest !== undefined
            ? `did you mean ${nearest}?`
            : "name an OpenAPI, AsyncAPI or JSON Schema document, as seen from the overlay's folder",
      },
    ];
  });
}
