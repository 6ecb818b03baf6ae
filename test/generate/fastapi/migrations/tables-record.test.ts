import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseRecord, printRecord } from "../../../../src/generate/fastapi/migrations/tables-record.ts";
import type { ColumnType } from "../../../../src/generate/fastapi/tables.ts";
import { rounds } from "../../../fuzz/rounds.ts";

const plain = [
  "text",
  "integer",
  "float",
  "numeric",
  "boolean",
  "datetime",
  "date",
  "uuid",
  "bytes",
] as const;
const anyType: fc.Arbitrary<ColumnType> = fc.oneof(
  fc.constantFrom(...plain).map((kind) => ({ kind })),
  fc.integer({ min: 1, max: 9_999 }).map((length) => ({ kind: "string", length }) as const),
  fc.constantFrom("scalar", "object", "list", "any").map((holds) => ({ kind: "json", holds }) as const),
);
const anyName = fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/);
const anyReference = fc.record(
  { table: anyName, column: anyName, onDelete: fc.constantFrom("refuse", "empty") },
  { requiredKeys: ["table", "column"] },
);
const anyColumn = fc.record(
  { name: anyName, type: anyType, nullable: fc.boolean(), refersTo: anyReference },
  { requiredKeys: ["name", "type", "nullable"] },
);
const anyTable = fc.record({
  name: anyName,
  columns: fc.uniqueArray(anyColumn, { selector: ({ name }) => name, minLength: 1, maxLength: 5 }),
  primaryKey: fc.array(anyName, { minLength: 1, maxLength: 2 }),
  uniques: fc.array(fc.array(anyName, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  indexes: fc.array(fc.array(anyName, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  keepsIdentities: fc.boolean(),
});

test("what is recorded of tables is read back as it was, whatever their columns hold", () => {
  const { seed, numRuns } = rounds(200, 17);
  fc.assert(
    fc.property(fc.uniqueArray(anyTable, { selector: ({ name }) => name, maxLength: 4 }), (tables) => {
      const record = { database: "sqlite", migrations: new Map(), tables };
      deepEqual(
        JSON.parse(JSON.stringify(parseRecord(printRecord(record))?.tables)),
        JSON.parse(JSON.stringify(tables)),
      );
    }),
    { seed, numRuns },
  );
});

test("a record of columns that there are none of is not believed", () => {
  const record = { database: "sqlite", migrations: new Map(), tables: [] };
  const text = printRecord(record).replace(
    '"tables": {}',
    '"tables": { "pets": { "primaryKey": "id", "columns": { "id": "json(secrets)" } } }',
  );
  equal(parseRecord(text), undefined);
});
