import { name, type Py } from "#python";
import type { MediaPlan } from "./media-plan.ts";

const known: Readonly<Record<string, string>> = {
  "application/xml": "XML",
  "text/xml": "TEXT_XML",
  "application/x-www-form-urlencoded": "FORM",
};

/** The media types that are served beside JSON, each with the constant that names it. */
export function constantsOf({ xmlTaken, xmlAnswered, formsTaken }: MediaPlan): ReadonlyMap<string, Py> {
  const types = new Set([...xmlTaken, ...xmlAnswered].map(plain));
  if (formsTaken) types.add("application/x-www-form-urlencoded");
  return new Map([...types].map((type) => [type, name(constantOf(type))]));
}

/** `application/vnd.shop+xml` is VND_SHOP_XML. */
export function constantOf(type: string): string {
  const own = plain(type).replace(/^application\//, "");
  return (
    known[plain(type)] ??
    own
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^(?=\d)/, "TYPE_")
      .toUpperCase()
  );
}

/** A media type without its parameters. */
export function plain(type: string): string {
  return (type.split(";")[0] ?? "").trim().toLowerCase();
}
