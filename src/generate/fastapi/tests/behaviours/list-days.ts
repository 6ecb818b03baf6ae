import { type Filter, fieldOf } from "#domain";
import { str } from "#python";
import { details } from "../calls.ts";
import type { ListScene } from "./list-scene.ts";

/** The first and the last moment of a day, and those beside them. */
export function daySieve({ entity }: ListScene, filter: Filter, name: string) {
  const field = fieldOf(entity, name);
  if (!field) return undefined;
  // At another time each: what lasts may not lie at the time of another.
  const times = (number: number): string => `${String(number + 6).padStart(2, "0")}:00:00`;
  const within = (number: number): string =>
    `2031-03-05T${["00:00:00", "23:59:59"][number] ?? times(number)}Z`;
  const beside = (number: number): string =>
    ["2031-03-04T23:59:59Z", "2031-03-06T00:00:00Z"][number] ?? `2031-03-09T${times(number)}Z`;
  return {
    filter,
    wanted: str("2031-03-05"),
    accounts: [],
    details: (passes: boolean, number: number) => details([[field, (passes ? within : beside)(number)]]),
    isText: false,
    field,
  };
}
