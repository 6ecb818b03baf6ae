import { type AnswerPart, type PlainTold, placeParts } from "../answers.ts";
import type { AnswerHeader, Pagination } from "../behaviour.ts";

/** Why a property beside the rows cannot be answered; undefined where all can. */
export function whyNotTold(
  parts: readonly AnswerPart[],
  pagination: Pagination | undefined,
): string | undefined {
  for (const { path, tells, required, nullable } of placeParts(parts)) {
    const name = path.join(".");
    if (tells.kind === "rows" || tells.kind === "constant") continue;
    if (tells.kind === "link") {
      if (!hasPlaces(pagination))
        return `nothing says where the property ${name} of the answer leads, since the list has no pages to turn`;
    } else if (!isTold(tells.kind, pagination))
      return `nothing says what the property ${name} of the answer tells, since the list has no such pages`;
    if (required && !nullable && mayBeNothing(tells))
      return `nothing says what the property ${name} of the answer holds where there is no such page`;
  }
  return undefined;
}

/** Headers that can be answered; others were never promised to every caller. */
export function toldHeaders(
  headers: readonly AnswerHeader[],
  pagination: Pagination | undefined,
): readonly AnswerHeader[] {
  return headers.filter(({ tells }) =>
    tells.kind === "links" ? hasPlaces(pagination) : isTold(tells.kind, pagination),
  );
}

function mayBeNothing(tells: AnswerPart["tells"]): boolean {
  if (tells.kind === "link") return tells.to === "next" || tells.to === "previous";
  return maybeNothing.has(tells.kind);
}

const maybeNothing: ReadonlySet<string> = new Set([
  "next-page",
  "previous-page",
  "next-cursor",
  "previous-cursor",
  "start-cursor",
  "end-cursor",
]);

function hasPlaces(pagination: Pagination | undefined): boolean {
  return pagination?.style === "offset" || pagination?.style === "number";
}

function isTold(kind: PlainTold | "group", pagination: Pagination | undefined): boolean {
  switch (kind) {
    case "group":
    case "total":
    case "shown":
    case "is-empty":
      return true;
    case "size":
    case "has-next":
    case "is-last":
      return pagination !== undefined;
    case "pages":
    case "page":
      // Pages of no rows cannot be counted.
      return hasPlaces(pagination) && (pagination?.size.least ?? 0) > 0;
    case "offset":
      return hasPlaces(pagination);
    case "has-previous":
    case "is-first":
      return hasPlaces(pagination) || pagination?.style === "keyset";
    case "next-page":
    case "previous-page":
      return pagination?.style === "number";
    case "next-cursor":
    case "previous-cursor":
    case "start-cursor":
    case "end-cursor":
      return pagination?.style === "keyset" && pagination.cursor.kind === "opaque";
  }
}
