import type { Expression } from "#python";
import type { Settings } from "../../django/settings.ts";
import { textOf } from "../../literals.ts";
import type { SourceModule } from "../../project.ts";
import type { PlaceOf } from "./place.ts";

/** What `REST_FRAMEWORK` of the settings says: https://www.django-rest-framework.org/api-guide/settings/ */
export interface RestSettings {
  readonly get: (name: string) => PlaceOf | undefined;
  /** An option of the description of the interface that the project makes of itself. */
  readonly described: (name: string) => PlaceOf | undefined;
}

export function readRestSettings(settings: Settings): RestSettings {
  return {
    get: entriesOf(settings, "REST_FRAMEWORK"),
    described: entriesOf(settings, "SPECTACULAR_SETTINGS"),
  };
}

function entriesOf(settings: Settings, name: string): (option: string) => PlaceOf | undefined {
  const entries = new Map<string, PlaceOf>();
  const found = settings.find(name);
  if (found !== undefined) addEntries(entries, found.module, found.value);
  return (option) => entries.get(option);
}

function addEntries(entries: Map<string, PlaceOf>, module: SourceModule, value: Expression): void {
  if (value.kind === "dictionary")
    for (const { key, value: inner } of value.entries) {
      const name = textOf(key);
      if (name !== undefined) entries.set(name, { place: { module }, expression: inner });
    }
  else if (value.kind === "call")
    for (const { name, value: inner } of value.args)
      if (name !== undefined) entries.set(name, { place: { module }, expression: inner });
}
