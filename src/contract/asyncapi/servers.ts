import type { MapNode } from "../document/node.ts";
import { entriesAt, textAt } from "../openapi/shape.ts";
import type { Reach, ServerRead } from "./parts.ts";
import { findPlace } from "./places.ts";
import { eitherOf, readAlternatives, type SchemeReader } from "./security.ts";

export function readServers(api: SchemeReader): ReadonlyMap<string, ServerRead> {
  const servers = new Map<string, ServerRead>();
  for (const entry of entriesAt(api.reader, api.reader.root, "servers")) {
    const place = findPlace(api.reader, entry.value, entry.span, "servers", "a server");
    if (place !== undefined) servers.set(entry.key, readServer(api, place.map));
  }
  return servers;
}

export function readServer(api: SchemeReader, map: MapNode): ServerRead {
  const protocol = textAt(api.reader, map, "protocol")?.toLowerCase() ?? "";
  return { protocol, security: readAlternatives(api, map) };
}

export function reachOf(servers: readonly ServerRead[]): Reach {
  const protocols = servers.map(({ protocol }) => protocol).filter((text) => text !== "");
  return {
    protocols: [...new Set(protocols)].sort(),
    security: eitherOf(servers.map((each) => each.security)),
  };
}
