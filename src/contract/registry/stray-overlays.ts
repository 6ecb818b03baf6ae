import { type Finding, nearestName } from "#base";
import type { RegistryDocument } from "./entry.ts";

type Extending = Pick<RegistryDocument, "file" | "extends">;

/**
 * The overlays of each document in the order in which they are applied: by their names, and last what a build wrote, for that
 * speaks of all that the others say.
 */
export function overlaysByDocument(documents: readonly Extending[]): ReadonlyMap<string, readonly string[]> {
  const rank = ({ extends: its }: Extending): number => (its?.isBuilt ? 1 : 0);
  const sorted = documents
    .filter(({ extends: its }) => its !== undefined)
    .toSorted((one, other) => rank(one) - rank(other) || (one.file < other.file ? -1 : 1));
  const groups = Map.groupBy(sorted, ({ extends: its }) => its?.file ?? "");
  return new Map([...groups].map(([file, overlays]) => [file, overlays.map(({ file: its }) => its)]));
}

/** Overlays for what is no document here, or none that an overlay can be applied to. */
export function tellStrayOverlays(
  documents: readonly (Extending & Pick<RegistryDocument, "format">)[],
): readonly Finding[] {
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
