import { plural, snakeCase } from "#base";
import type { Domain, Entity } from "#domain";
import { planTables } from "../plan-tables/index.ts";
import type { Table } from "../tables.ts";
import type { Renames } from "./table-changes.ts";

/**
 * What the owner says got another name, as tables and columns: `Book.year: published`, `Volume: Book`. The domain is
 * planned once more under the old names; where the two plans differ, something is renamed.
 */
export function readRenames(domain: Domain, renamed: Readonly<Record<string, string>>): Renames {
  const before = Object.entries(renamed).reduce(renameBack, domain);
  const tables = new Map<string, string>();
  const columns = new Map<string, Map<string, string>>();
  const now = planTables(domain);
  const then = before === domain ? now : planTables(before);
  if (now.length !== then.length) return { tables, columns };
  then.forEach((old, index) => {
    const table = now[index];
    if (!table || table.columns.length !== old.columns.length) return;
    if (table.name !== old.name) tables.set(old.name, table.name);
    columns.set(old.name, renamedColumns(old, table));
  });
  return { tables, columns };
}

function renamedColumns(old: Table, table: Table): Map<string, string> {
  const pairs = old.columns.map(
    (column, index) => [column.name, table.columns[index]?.name ?? column.name] as const,
  );
  return new Map(pairs.filter(([one, other]) => one !== other));
}

/** The domain as it was called before; unchanged where it has nothing of the new name. */
function renameBack(domain: Domain, [old, name]: readonly [string, string]): Domain {
  const dot = old.indexOf(".");
  return dot < 0
    ? renameEntityBack(domain, old, name)
    : renameFieldBack(domain, old.slice(0, dot), old.slice(dot + 1), name);
}

function renameFieldBack(domain: Domain, entityName: string, old: string, name: string): Domain {
  const entity = domain.entities.find((one) => one.name === entityName);
  const has = (field: string): boolean => entity?.fields.some((one) => one.name === field) ?? false;
  if (!entity || !has(name) || has(old)) return domain;
  const rename = (field: string): string => (field === name ? old : field);
  const changed: Entity = {
    ...entity,
    fields: entity.fields.map((field) => ({
      ...field,
      name: rename(field.name),
      meaning:
        field.meaning.kind === "slug" ? { ...field.meaning, of: rename(field.meaning.of) } : field.meaning,
    })),
    identity: { ...entity.identity, field: rename(entity.identity.field) },
    ...(entity.owner && { owner: { ...entity.owner, field: rename(entity.owner.field) } }),
  };
  return { ...domain, entities: domain.entities.map((one) => (one === entity ? changed : one)) };
}

function renameEntityBack(domain: Domain, old: string, name: string): Domain {
  const names = domain.entities.map((entity) => entity.name);
  if (!names.includes(name) || names.includes(old)) return domain;
  const rename = (entity: string): string => (entity === name ? old : entity);
  const entities = domain.entities.map((entity) => ({
    ...entity,
    name: rename(entity.name),
    table: entity.name === name ? plural(snakeCase(old)) : entity.table,
    fields: entity.fields.map((field) =>
      field.meaning.kind === "reference"
        ? { ...field, meaning: { ...field.meaning, entity: rename(field.meaning.entity) } }
        : field,
    ),
    ...(entity.parent && { parent: { ...entity.parent, entity: rename(entity.parent.entity) } }),
  }));
  const operations = domain.operations.map((operation) => ({
    ...operation,
    behaviour: withEntity(operation.behaviour, rename),
  }));
  return {
    ...domain,
    entities,
    operations,
    relations: domain.relations.map((relation) => ({ ...relation, target: rename(relation.target) })),
    ...(domain.accounts && { accounts: { ...domain.accounts, entity: rename(domain.accounts.entity) } }),
  };
}

function withEntity<Behaviour extends Domain["operations"][number]["behaviour"]>(
  behaviour: Behaviour,
  rename: (entity: string) => string,
): Behaviour {
  const parent =
    "parent" in behaviour && behaviour.parent
      ? { parent: { ...behaviour.parent, entity: rename(behaviour.parent.entity) } }
      : {};
  return "entity" in behaviour
    ? { ...behaviour, entity: rename(behaviour.entity), ...parent }
    : { ...behaviour, ...parent };
}
