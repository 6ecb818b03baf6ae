import type { Domain, RegisterClientBehaviour } from "#domain";
import { attributeName, type Column, type Table } from "../tables.ts";
import { digestLength, integer, plainColumn, text } from "./columns.ts";

/** Clients of OAuth 2, each with what it registered; of its secrets only digests. */
export function clientTables({ operations }: Domain): readonly Table[] {
  return operations.flatMap(({ behaviour, module }) =>
    behaviour.kind === "register-client" ? [clientTable(behaviour, module)] : [],
  );
}

function clientTable({ given, shown }: RegisterClientBehaviour, module: string): Table {
  const list: Column["type"] = { kind: "json", holds: "list" };
  const digest: Column["type"] = { kind: "string", length: digestLength };
  const metadata = given.flatMap(({ name, required, is }): readonly Column[] => {
    if (is === "scopes" || is === "scope-text" || is === "grant-types") return [];
    const nullable = is === "text" && !required;
    return [{ ...plainColumn, name: attributeName(name), type: is === "text" ? text : list, nullable }];
  });
  return {
    name: module,
    className: "OauthClient",
    module,
    origin: { kind: "oauth-clients" },
    columns: [
      { ...plainColumn, name: "id", type: integer, primaryKey: true },
      { ...plainColumn, name: "client_id", type: { kind: "string", length: 32 }, unique: true },
      { ...plainColumn, name: "secret_hash", type: digest },
      ...(shown.some(({ is }) => is === "configuration-token")
        ? [{ ...plainColumn, name: "configuration_token_hash", type: digest }]
        : []),
      { ...plainColumn, name: "granted_scopes", type: list },
      { ...plainColumn, name: "granted_types", type: list },
      ...metadata,
      { ...plainColumn, name: "issued_at", type: { kind: "datetime" } },
    ],
    uniques: [],
    indexes: [],
  };
}
