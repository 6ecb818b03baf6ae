import type { Domain } from "#domain";
import { keepsSchemes, keyModule } from "../outside/credentials.ts";
import { indexedLength, type Table } from "../tables.ts";
import { digestLength, integer, plainColumn } from "./columns.ts";

/** Who holds which key: digests only, so that what is read here opens nothing. */
export function accessKeyTable(domain: Domain): Table {
  const name = keyModule(domain);
  return {
    name,
    className: "AccessKey",
    module: name,
    origin: { kind: "access-keys" },
    columns: [
      { ...plainColumn, name: "id", type: integer, primaryKey: true },
      ...(keepsSchemes(domain)
        ? [{ ...plainColumn, name: "scheme", type: { kind: "string", length: indexedLength } as const }]
        : []),
      { ...plainColumn, name: "name", type: { kind: "string", length: indexedLength }, unique: true },
      { ...plainColumn, name: "key_hash", type: { kind: "string", length: digestLength }, unique: true },
      { ...plainColumn, name: "created_at", type: { kind: "datetime" } },
    ],
    uniques: [],
    indexes: [],
  };
}
