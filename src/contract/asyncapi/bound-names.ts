import { type MapNode, type Node, valueAt } from "../document/node.ts";

/** Where bindings say what the broker calls a channel, whatever its protocol. */
const places: readonly (readonly string[])[] = [
  ["topic"],
  ["topic", "objectName"],
  ["name"],
  ["destination"],
  ["queue", "name"],
  ["queue", "objectName"],
  ["exchange", "name"],
];

/** Names by which brokers know a channel, other than its address: a topic, a queue, an exchange. */
export function boundNames(channel: MapNode, address: string | undefined): readonly string[] {
  const bindings = valueAt(channel, "bindings");
  if (bindings?.kind !== "map") return [];
  const names = [...bindings.entries.values()].flatMap(({ value }) =>
    places.flatMap((path) => {
      const found = path.reduce<Node | undefined>(
        (node, key) => (node?.kind === "map" ? valueAt(node, key) : undefined),
        value,
      );
      return found?.kind === "scalar" && typeof found.value === "string" ? [found.value] : [];
    }),
  );
  return [...new Set(names)].filter((name) => name !== address && name !== "");
}
