import { imported, type Py, py } from "#python";
import { api } from "./calls.ts";

/** `stored_row(connection, "orders", key)` of `tests/api.py`. */
export function storedRow(): Py {
  return py`
    async def stored_row(connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}, table_name: str, key: object) -> ${api("Json")}:
        """Return a row as it is kept, where no operation shows all of it."""
        table = ${imported("app.database", "Base")}.metadata.tables.get(table_name)
        assert table is not None
        (column,) = table.primary_key.columns
        rows = await connection.execute(${imported("sqlalchemy", "select")}(table).where(column == key))
        return dict(rows.mappings().one())`;
}
