import type { Registry, RegistryItem } from "../registry/entry.ts";
import { lineOf } from "../registry/link-registry.ts";
import { lineKey, type VersionLine } from "./version-lines.ts";

/**
 * The line of each thing of a registry. Services that mean different events by one name have one each, which names the
 * service.
 */
export function registryLines(registry: Registry): ReadonlyMap<RegistryItem, readonly string[]> {
  const counts = new Map<string, number>();
  for (const item of registry.items) {
    const key = lineKey(lineOf(item));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map(
    registry.items.map((item) => {
      const line = lineOf(item);
      const shared = (counts.get(lineKey(line)) ?? 0) > 1;
      return [item, shared ? [...line, item.service.toLowerCase()] : line];
    }),
  );
}

/** Names and ids under which a line was ever accepted. */
export function namesOfLine({ versions }: VersionLine): readonly string[] {
  return [...new Set(versions.flatMap(({ item }) => [item.name, item.id]))];
}
