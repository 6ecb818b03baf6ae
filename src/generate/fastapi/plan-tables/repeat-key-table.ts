import type { Domain } from "#domain";
import { indexedLength, type Table } from "../tables.ts";
import { digestLength, plainColumn, text } from "./columns.ts";

/** Keys of requests that may come again, each with what was answered: the answer is empty until there is one. */
export function repeatKeyTables({ operations }: Domain): readonly Table[] {
  if (!operations.some(({ repeated }) => repeated)) return [];
  const name = "idempotency_keys";
  const string = (length: number) => ({ kind: "string", length }) as const;
  return [
    {
      name,
      className: "IdempotencyKey",
      module: name,
      origin: { kind: "repeat-keys" },
      columns: [
        { ...plainColumn, name: "operation", type: string(indexedLength), primaryKey: true },
        { ...plainColumn, name: "caller", type: string(indexedLength), primaryKey: true },
        { ...plainColumn, name: "key", type: string(indexedLength), primaryKey: true },
        { ...plainColumn, name: "request_digest", type: string(digestLength) },
        { ...plainColumn, name: "answer", type: text, nullable: true },
        { ...plainColumn, name: "created_at", type: { kind: "datetime" }, index: true },
      ],
      uniques: [],
      indexes: [],
    },
  ];
}
