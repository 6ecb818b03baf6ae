import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { openReading } from "#facts";
import { alembic } from "../../../src/facts/alembic/front-end.ts";
import { projectOf } from "../check.ts";

const models = `
# file: shop/models.py
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str]
    size: Mapped[int] = mapped_column(index=True)
`;

function read(...revisions: readonly string[]) {
  const files = revisions.map(
    (text, index) =>
      `# file: migrations/versions/${index}.py\nfrom alembic import op\nimport sqlalchemy as sa\n${text}\n`,
  );
  const { migrations = [], modelDifferences = [] } = alembic.read(
    openReading(projectOf(models + files.join(""))),
  );
  return { migrations, missing: modelDifferences.map(({ subject, name }) => `${subject} ${name}`) };
}

/** What is missing after one revision whose way up is this. */
function missing(upgrade: string, more = ""): readonly string[] {
  const body = upgrade.replace(/^/gm, "    ");
  return read(`revision = "a"\ndown_revision = None\n${more}\ndef upgrade():\n${body}`).missing;
}

const orders = `op.create_table("orders", sa.Column("id", sa.Integer()), sa.Column("note", sa.Text()), sa.Column("size", sa.Integer(), index=True))`;

test("revisions follow one another, also through merges, and the last are told", () => {
  const { migrations } = read(
    'revision = "a"\ndown_revision = None\ndef upgrade(): pass',
    'revision: str = "b"\ndown_revision: str | None = "a"\ndef upgrade(): pass',
    'revision = "c"\ndown_revision = "a"\ndef upgrade(): pass',
    'revision = "d"\ndown_revision = ("b", "c")\nbranch_labels = ("late",)\ndef upgrade(): pass',
  );
  deepStrictEqual(
    migrations.map(({ id, isLeaf, after, isLabelled }) => [id, isLeaf, isLabelled, ...after].join(" ")),
    ["a false false", "b false false a", "c false false a", "d true true b c"],
  );
});

test("tables are as the operations leave them", () => {
  deepStrictEqual(missing(orders), []);
  deepStrictEqual(missing("pass"), ["model orders"]);
  deepStrictEqual(missing(`${orders}\nop.drop_table("orders")`), ["model orders"]);
  deepStrictEqual(missing(`${orders}\nop.drop_column("orders", "note")`), ["field note"]);
  deepStrictEqual(missing(`${orders}\nop.alter_column("orders", "note", new_column_name="text")`), [
    "field note",
  ]);
  deepStrictEqual(missing(`${orders}\nop.rename_table("orders", "order")`), ["model orders"]);
  deepStrictEqual(
    missing('op.create_table("orders", sa.Column("id", sa.Integer()), sa.Column("size", sa.Integer()))'),
    ["field note", "index size"],
  );
});

test("batches, functions and constants are followed", () => {
  const bare = 'op.create_table(TABLE, sa.Column("id", sa.Integer()))';
  const batch = `${bare}
with op.batch_alter_table("orders", schema=None) as batch:
    batch.add_column(sa.Column("note", sa.Text()))
add("orders", "size")
op.create_index(op.f("ix_orders_size"), "orders", ["size"])`;
  const more = `TABLE = "orders"
def add(table, name):
    op.add_column(table, sa.Column(name, sa.Integer()))`;
  deepStrictEqual(missing(batch, more), []);
  deepStrictEqual(missing(bare, more), ["field note", "field size"]);
});

test("what raw SQL, loops and other packages may have made is not missing", () => {
  const bare = 'op.create_table("orders", sa.Column("id", sa.Integer()))\n';
  const all = ["field note", "field size"];
  deepStrictEqual(missing(`${bare}op.execute("SET lock_timeout = 1")`), all);
  deepStrictEqual(missing(`${bare}op.execute("ALTER TABLE orders ADD note text")`), ["field size"]);
  deepStrictEqual(missing(`${bare}op.execute("ALTER TABLE others ADD note text")`), all);
  deepStrictEqual(missing(`${bare}op.get_bind().execute(SQL)`, 'SQL = "ALTER TABLE orders ADD note text"'), [
    "field size",
  ]);
  deepStrictEqual(
    missing(`${bare}for name in ("note", "size"):\n    op.add_column("orders", sa.Column(name, sa.Text()))`),
    [],
  );
  deepStrictEqual(missing('op.create_table("orders", *columns())', "def columns(): return []"), []);
});

test("indexes over several columns are looked for by their columns", () => {
  const files = (index: string) => `
# file: shop/models.py
from sqlalchemy import Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class Order(Base):
    __tablename__ = "orders"
    __table_args__ = (Index("a", "id", "note"), Index("b", "note", "id", unique=True))
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str]
# file: versions/1.py
from alembic import op
import sqlalchemy as sa
revision = "a"
down_revision = None
def upgrade():
    op.create_table("orders", sa.Column("id", sa.Integer()), sa.Column("note", sa.Text()))
    ${index}
`;
  const told = (index: string) => {
    const { modelDifferences = [] } = alembic.read(openReading(projectOf(files(index))));
    return modelDifferences.map(({ subject, name }) => `${subject} ${name}`);
  };
  deepStrictEqual(told('op.create_index("other", "orders", ["id", "note"])'), []);
  deepStrictEqual(told('op.create_index("a", "orders", ["note", "id"])'), ["index id, note"]);
  deepStrictEqual(told("pass"), ["index id, note"]);
});

test("a function that calls itself ends", () => {
  deepStrictEqual(missing("again()", "def again():\n    again()\n    again()"), ["model orders"]);
});
