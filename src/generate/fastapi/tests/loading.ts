import { type Entity, type Field, fieldOf } from "#domain";
import { commaList, docstring, imported, literal, name, type Py, py, str } from "#python";
import { primaryKey } from "../app/keys.ts";
import { tableOf } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { accountKey } from "./api-support.ts";
import { api } from "./calls.ts";
import { factoryOf } from "./factories.ts";
import { entityIn, helperName, type Kit, type OperationOf, ownerVariable } from "./kit.ts";

/**
 * `load_station(connection, name="…")`: a row that no operation makes, kept in the test's own transaction. It is put into
 * the table by its name, so that it fails by an assertion where the application has no such table yet.
 */
export function loadFunction(kit: Kit, loader: OperationOf<"create">): Py {
  const { behaviour } = loader.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const table = tableOf(kit.blueprint, entity.name);
  const given = behaviour.body.fields.flatMap(({ field, required }) => {
    const found = fieldOf(entity, field);
    return found && found.meaning.kind !== "owner-key" ? [{ field: found, required }] : [];
  });
  const made = entity.fields.find(({ meaning }) => meaning.kind === "identity");
  const moments = entity.fields.filter(
    ({ meaning }) => meaning.kind === "created-at" || meaning.kind === "updated-at",
  );
  const owner = ownerGiven(kit, entity);
  const values = [
    ...given.map(({ field, required }) => valueEntry(field, required)),
    ...(owner ? [valueEntry(owner.field, true)] : []),
  ];
  const statement = py`${imported("sqlalchemy", "insert")}(table).values(values)`;
  return py`
    async def ${name(helperName(loader))}(connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}${owner && py`, ${owner.holder}: ${api("Account")}`}, **details: object) -> ${api("Json")}:
        ${docstring("Keep a row as the command does that loads them: no operation makes one.")}
        table = ${imported("app.database", "Base")}.metadata.tables.get(${str(table.name)})
        assert table is not None
        row: ${api("Json")} = dict(${factoryOf(loader)}.build(**details))${owner && py` | {${str(owner.field.name)}: ${owner.holder}.${name(owner.key)}}`}
        values = {${commaList([
          ...values,
          ...moments.map((field) => py`${str(attributeName(field.name))}: ${imported("app", "clock")}.now()`),
        ])}}
        ${
          made
            ? py`
              kept = await connection.execute(${statement}.returning(table.c.${primaryKey(entity)}))
              return row | {${str(made.name)}: ${shownKey(made)}}`
            : py`
              await connection.execute(${statement})
              return row`
        }`;
}

/** The field that says whose a row is, and the account that a test says it of. */
function ownerGiven(
  kit: Kit,
  entity: Entity,
): { readonly field: Field; readonly holder: Py; readonly key: string } | undefined {
  const field = entity.owner?.key === undefined ? undefined : fieldOf(entity, entity.owner.key);
  const key = kit.account && accountKey(kit.account);
  return field && key !== undefined ? { field, holder: name(ownerVariable(kit, entity)), key } : undefined;
}

function shownKey({ meaning }: Field): Py {
  return meaning.kind === "identity" && meaning.type === "uuid"
    ? py`str(kept.scalar_one())`
    : py`kept.scalar_one()`;
}

/** A value of the JSON row as the column takes it. */
function valueEntry(field: Field, required: boolean): Py {
  const key = str(field.name);
  const column = str(attributeName(field.name));
  // What a row cannot be without begins as the command lets it begin.
  const begins = !required && field.missing === "never" && field.default !== undefined;
  const fallback = begins && py`, ${literal(field.default ?? null)}`;
  const held = required ? py`row[${key}]` : py`row.get(${key}${fallback})`;
  const convert = conversion(field);
  if (!convert) return py`${column}: ${held}`;
  return required
    ? py`${column}: ${convert}(${held})`
    : py`${column}: ${convert}(row[${key}]) if row.get(${key}) else None`;
}

function conversion({ meaning }: Field): Py | undefined {
  if (meaning.kind !== "scalar" && meaning.kind !== "owner-key") return undefined;
  switch (meaning.type) {
    case "date":
      return py`${imported("datetime", "date")}.fromisoformat`;
    case "date-time":
      return py`${imported("datetime", "datetime")}.fromisoformat`;
    case "uuid":
      return imported("uuid", "UUID");
    case "decimal":
      return imported("decimal", "Decimal");
    default:
      return undefined;
  }
}
