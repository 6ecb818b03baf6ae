import type { Contract, JsonValue } from "../contract.ts";
import { printOpenapi } from "../print/print-openapi.ts";
import { readRecord } from "./read-record.ts";

/** What of a contract a record does not say, by the place of it in OpenAPI, or in the list of events. */
export interface RecordLoss {
  /** `/paths/~1orders/post/description` */
  readonly place: string;
  readonly kind: "missing" | "different" | "added";
}

/** Reads a record again and compares: what is not the same is lost. */
export function recordLosses(contract: Contract, text: string): readonly RecordLoss[] {
  const { value } = readRecord("record.md", text);
  if (value === undefined) return [{ place: "/", kind: "missing" }];
  const losses: RecordLoss[] = [];
  compare(losses, "", asData(contract), asData(value));
  return losses;
}

function asData(contract: Contract): JsonValue {
  const events = contract.events.map((event) => [event.id, event]);
  return plain({ ...(printOpenapi(contract) as object), events: Object.fromEntries(events) });
}

function plain(value: unknown): JsonValue {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => {
      if (key === "span") return undefined;
      return inner instanceof Map ? Object.fromEntries(inner) : inner;
    }),
  );
}

function compare(losses: RecordLoss[], place: string, said: JsonValue, read: JsonValue): void {
  if (isMap(said) && isMap(read)) {
    for (const key of new Set([...Object.keys(said), ...Object.keys(read)])) {
      const inner = `${place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (!Object.hasOwn(read, key)) losses.push({ place: inner, kind: "missing" });
      else if (!Object.hasOwn(said, key)) losses.push({ place: inner, kind: "added" });
      else compare(losses, inner, said[key] ?? null, read[key] ?? null);
    }
    return;
  }
  if (Array.isArray(said) && Array.isArray(read) && said.length === read.length) {
    for (const [index, item] of said.entries())
      compare(losses, `${place}/${index}`, item, read[index] ?? null);
    return;
  }
  if (JSON.stringify(said) !== JSON.stringify(read)) losses.push({ place, kind: "different" });
}

function isMap(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
