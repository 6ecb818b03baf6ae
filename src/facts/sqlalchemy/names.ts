/** Classes and makers of classes of which every subclass may be mapped. */
export const mappedBases: ReadonlySet<string> = new Set([
  "sqlalchemy.orm.DeclarativeBase",
  "sqlalchemy.orm.DeclarativeBaseNoMeta",
  "sqlalchemy.orm.MappedAsDataclass",
  "sqlalchemy.orm.declarative_base",
  "sqlalchemy.orm.decl_api.declarative_base",
  "sqlalchemy.ext.declarative.declarative_base",
  "sqlalchemy.ext.declarative.api.declarative_base",
  "sqlalchemy.ext.asyncio.AsyncAttrs",
  "sqlmodel.SQLModel",
]);

const columnMakers = new Set(["mapped_column", "Column", "Field"]);
const relationMakers = new Set(["relationship", "relation", "Relationship", "dynamic_loader"]);

/** What a call makes of the attribute that it is given to, by the dotted name of what is called. */
export function makes(path: string | undefined): "column" | "relationship" | undefined {
  if (path === undefined || !/^(?:sqlalchemy|sqlmodel)\b/.test(path)) return undefined;
  const last = path.slice(path.lastIndexOf(".") + 1);
  if (columnMakers.has(last)) return "column";
  return relationMakers.has(last) ? "relationship" : undefined;
}
