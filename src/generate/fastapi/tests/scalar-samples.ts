import { anySchema, exampleOf } from "#contract";
import type { Bounds, ScalarType } from "#domain";
import type { JsonLike } from "#python";
import { indexedLength } from "../tables.ts";
import type { Kit } from "./kit.ts";

export const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"] as const;

export function ordinalOf(number: number): string {
  return ordinals[number % ordinals.length] ?? "first";
}

/** A value of a type within its bounds; `text` makes one where anything may be said. */
export function sampleScalar(
  kit: Kit,
  type: ScalarType,
  bounds: Bounds,
  number: number,
  text: () => string,
): JsonLike {
  switch (type) {
    case "string":
      return sampleOfForm(kit, bounds, number) ?? fitText(text(), bounds);
    case "integer":
      return sampleNumber(bounds, number);
    case "number":
    case "decimal":
      return (
        sampleNumber(bounds, number) +
        (bounds.multipleOf === undefined && bounds.maximum === undefined ? 0.5 : 0)
      );
    case "decimal-text":
      return `${sampleNumber({}, number)}.50`;
    case "boolean":
      return number % 2 === 0;
    case "date-time":
      return `203${number % 10}-02-03T04:05:06.789Z`;
    case "date":
      return `203${number % 10}-02-03`;
    case "uuid":
      return `00000000-0000-4000-8000-00000000000${number % 10}`;
  }
}

export function fitText(text: string, bounds: Bounds): string {
  return text.slice(0, bounds.maxLength ?? indexedLength).padEnd(bounds.minLength ?? 0, ".");
}

/** A text of the form that the bounds ask for; undefined where they ask for none. */
export function sampleOfForm(kit: Kit, bounds: Bounds, number: number): string | undefined {
  if (bounds.pattern !== undefined) {
    const { span } = kit.blueprint.contract;
    const made = exampleOf(
      kit.blueprint.contract,
      { ...anySchema(span), types: ["string"], ...bounds },
      { variant: number + 3 },
    );
    return typeof made === "string" ? made : undefined;
  }
  const ordinal = ordinalOf(number);
  const digit = number % 10;
  switch (bounds.format) {
    case "email":
    case "idn-email":
      return fitText(`${ordinal}@example.com`, bounds);
    case "uri":
    case "url":
    case "iri":
      return `https://example.com/${ordinal}`;
    case "uri-reference":
    case "iri-reference":
      return `/${ordinal}`;
    case "hostname":
      return `${ordinal}.example.com`;
    case "ipv4":
      return `192.0.2.${digit + 1}`;
    case "ipv6":
      return `2001:db8::${digit + 1}`;
    case "time":
      return `1${digit}:15:00Z`;
    case "duration":
      return `P${digit + 1}D`;
    case "byte":
      return btoa(`${ordinal} text`);
    default:
      return undefined;
  }
}

/** Formats whose texts are checked. */
export function isChecked({ format, pattern }: Bounds, kit: Kit): boolean {
  return pattern !== undefined || (format !== undefined && sampleOfForm(kit, { format }, 0) !== undefined);
}

export function sampleNumber(bounds: Bounds, number: number): number {
  const step = bounds.multipleOf ?? 1;
  const above =
    bounds.minimum ?? (bounds.exclusiveMinimum === undefined ? undefined : bounds.exclusiveMinimum + step);
  const below =
    bounds.maximum ?? (bounds.exclusiveMaximum === undefined ? undefined : bounds.exclusiveMaximum - step);
  const start =
    above === undefined
      ? below === undefined
        ? 7 * step
        : below - 9 * step
      : offTheEdge(Math.ceil(above / step) * step, step, below);
  const value = start + number * step;
  return below !== undefined && value > below ? start : value;
}

/** The least numbers are what a server may answer that keeps nothing: where there is room, tests give others. */
function offTheEdge(least: number, step: number, below: number | undefined): number {
  return below === undefined || below >= least + 13 * step ? least + 3 * step : least;
}
