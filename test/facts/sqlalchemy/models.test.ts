import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { type FieldFact, type ModelFact, readFacts } from "#facts";
import { projectOf } from "../check.ts";

const { models } = readFacts(
  projectOf(`
# file: shop/__init__.py
# file: shop/base.py
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, declared_attr
from sqlalchemy import Index, func
class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls): return cls.__name__.lower()
class Keyed(Base):
    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)
class Stamped:
    made_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped["datetime | None"]
# file: shop/models.py
from __future__ import annotations
from typing import TYPE_CHECKING, Optional
from uuid import UUID
import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from .base import Keyed, Stamped
if TYPE_CHECKING:
    from .people import Person

class Order(Stamped, Keyed):
    __tablename__ = "orders"
    number: Mapped[str] = mapped_column("order_number", String(9), unique=True)
    note: Mapped[Optional[str]]
    buyer_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="cascade"))
    before_id = mapped_column(sa.Uuid, ForeignKey("orders.id"), nullable=True, index=True)
    total: int = 3

    @declared_attr
    def buyer(cls) -> Mapped["Person"]:
        return relationship("Person", lazy="raise", back_populates="orders")
    before: Mapped[Order | None] = relationship(lambda: Order, remote_side="Order.id", lazy=False)
    lines: Mapped[list["Line"]] = relationship(back_populates="order", cascade="all")
    tags = relationship("Tag", secondary="order_tags")

    @property
    def shown(self): return relationship

    __table_args__ = (
        Index("ix_a", "buyer_id", text("lower(note)"), "number"),
        Index("ix_b", made_at.desc(), "number", unique=True, postgresql_where=text("x")),
        UniqueConstraint("buyer_id", "number"),
        {"schema": "shop"},
    )

class Rush(Order):
    until: Mapped[int]

class Line(Keyed):
    __tablename__ = "lines"
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    order: Mapped["Order"] = relationship()

class Tag(Keyed):
    __tablename__ = "tags"
# file: shop/made.py
from sqlalchemy.orm import declarative_base, declared_attr, relationship
from sqlmodel import Field, Relationship, SQLModel
class Named:
    @declared_attr
    def __tablename__(cls): return cls.__name__.lower()
Made = declarative_base(cls=Named)
class Thing(Made):
    pass
class HeroBase(SQLModel):
    name: str = Field(index=True)
    age: int | None = None
class Hero(HeroBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="teams.id")
    things: list["Thing"] = Relationship()
    kept: list["Thing"] = Relationship(sa_relationship_kwargs={"lazy": "selectin", "back_populates": "hero"})
    best: "Thing" = Relationship(sa_relationship_kwargs=dict(lazy="joined"))
    loaned: list["Thing"] = Relationship(link_model=Loan, back_populates="heroes")
    whole: list["Thing"] = Relationship(sa_relationship=relationship("Thing", lazy="raise", secondary=loans))
class HeroPublic(HeroBase):
    id: int
# file: migrations/versions/1_first.py
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
revision = "1"
down_revision = None
Then = declarative_base()
class Person(Then):
    __tablename__ = "people"
    id = Column(Integer, primary_key=True)
# file: shop/people.py
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship
Old = declarative_base()
class Person(Old):
    __tablename__ = "people"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    boss_id = Column(Integer, ForeignKey("people.id"))
    orders = relationship("shop.models.Order", back_populates="buyer", lazy="selectin")
    boss = relationship("Person", remote_side=[id])
class Mixin:
    x = Column(Integer)
`),
);

function modelOf(name: string): ModelFact {
  const model = models.find((each) => each.name === name);
  if (model === undefined) throw new Error(`there is no model ${name}`);
  return model;
}

function tell({ name, type, nullable, unique, indexed, primaryKey, relation }: FieldFact): string {
  const to = relation?.to?.split(":")[1] ?? "?";
  return [
    `${name} ${type}`,
    ...(nullable ? ["null"] : []),
    ...(primaryKey ? ["key"] : unique ? ["unique"] : indexed ? ["indexed"] : []),
    ...(relation
      ? [`${relation.kind} ${to} ${relation.loading ?? "-"} back ${relation.reverse ?? "-"}`]
      : []),
  ].join(", ");
}

test("classes with a table are models, whatever makes their base; abstract ones and mixins are none", () => {
  deepStrictEqual(models.map(({ name }) => name).toSorted(), [
    "Hero",
    "Line",
    "Order",
    "Person",
    "Rush",
    "Tag",
    "Thing",
  ]);
  deepStrictEqual(modelOf("Rush").parents, ["shop/models.py:Order"]);
  strictEqual(modelOf("Order").framework, "sqlalchemy");
});

test("columns and relationships are read in each style, with those of mixins and bases", () => {
  deepStrictEqual(modelOf("Order").fields.map(tell), [
    "number String, unique",
    "note str, null",
    "buyer_id UUID, many-to-one Person - back -",
    "before_id Uuid, null, indexed, many-to-one Order - back -",
    "buyer relationship, many-to-one Person raise back orders",
    "before relationship, null, many-to-one Order joined back -",
    "lines relationship, one-to-many Line select back order",
    "tags relationship, many-to-many Tag select back -",
    "made_at datetime, indexed",
    "changed_at datetime, null",
    "id int, key",
  ]);
  deepStrictEqual(modelOf("Person").fields.map(tell), [
    "id Integer, key",
    "name String",
    "boss_id Integer, null, many-to-one Person - back -",
    "orders relationship, one-to-many Order selectin back buyer",
    "boss relationship, many-to-one Person select back -",
  ]);
});

test("every annotation of SQLModel is a column, of what has a table", () => {
  deepStrictEqual(modelOf("Hero").fields.map(tell), [
    "id int, null, key",
    "team_id int",
    "things relationship, one-to-many Thing select back -",
    "kept relationship, one-to-many Thing selectin back hero",
    "best relationship, many-to-one Thing joined back -",
    "loaned relationship, many-to-many Thing select back heroes",
    "whole relationship, many-to-many Thing raise back -",
    "name str, indexed",
    "age int, null",
  ]);
});

test("indexes are those of the table's arguments, up to the first expression of each", () => {
  deepStrictEqual(
    modelOf("Order").indexes.map(({ fields, unique, partial }) => [fields.join("+"), unique, partial]),
    [
      ["buyer_id", false, false],
      ["made_at+number", true, true],
      ["buyer_id+number", true, false],
    ],
  );
});

test("a foreign key of the class itself makes a relation to one, though its table is worked out somewhere", () => {
  const project = projectOf(`
# file: shop/models.py
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, declared_attr, relationship
class Named:
    @declared_attr
    def __tablename__(cls): return cls.__name__.lower()
Base = declarative_base(cls=Named)
class Owned:
    @declared_attr
    def shop_id(cls): return Column(Integer, ForeignKey("shop.id"))
    @declared_attr
    def shop(cls): return relationship("Shop")
class Shop(Base):
    id = Column(Integer, primary_key=True)
    orders = relationship("Order", back_populates="buyer")
class Order(Base, Owned):
    id = Column(Integer, primary_key=True)
    buyer_key = Column(Integer, ForeignKey("shop.id"))
    buyer = relationship("Shop", foreign_keys=[buyer_key])
`);
  const kinds = readFacts(project).models.flatMap(({ name, fields }) =>
    fields.flatMap((field) =>
      field.type === "relationship" ? [`${name}.${field.name} ${field.relation?.kind}`] : [],
    ),
  );
  deepStrictEqual(kinds.toSorted(), [
    "Order.buyer many-to-one",
    "Order.shop many-to-one",
    "Shop.orders one-to-many",
  ]);
});

test("a foreign key names the model whose table is called as its class", () => {
  const project = projectOf(`
# file: shop/models.py
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, declared_attr
class Named:
    @declared_attr
    def __tablename__(cls): return table_name(cls)
Base = declarative_base(cls=Named)
class OrderType(Base):
    id = Column(Integer, primary_key=True)
class Order(Base):
    id = Column(Integer, primary_key=True)
    type_id = Column(Integer, ForeignKey("order_type.id"))
`);
  const keys = readFacts(project).models.flatMap(({ fields }) =>
    fields.flatMap(({ relation }) => relation ?? []),
  );
  deepStrictEqual(keys, [{ kind: "many-to-one", to: "shop/models.py:OrderType", columnOnly: true }]);
});

test("a foreign key may name the column of a class, which is that of another module or of a module by its name", () => {
  const { models } = readFacts(
    projectOf(`
# file: shop/__init__.py
# file: shop/people.py
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
# file: shop/orders.py
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship
from shop import people
from shop.people import Base, Person
class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    buyer_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    buyer: Mapped["Person"] = relationship(foreign_keys=[buyer_id])
    seller_id: Mapped[int] = mapped_column(ForeignKey(people.Person.id))
    other_id: Mapped[int] = mapped_column(ForeignKey(nobody.id))
`),
  );
  const order = models.find(({ name }) => name === "Order");
  deepStrictEqual(
    order?.fields.map(({ name, relation }) =>
      [name, relation?.kind ?? "", relation?.to ?? ""].join(" ").trim(),
    ),
    [
      "id",
      "buyer_id many-to-one shop/people.py:Person",
      "buyer many-to-one shop/people.py:Person",
      "seller_id many-to-one shop/people.py:Person",
      "other_id",
    ],
  );
});
