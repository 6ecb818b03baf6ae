import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { type FlowEvent, placeIn } from "#facts";
import { loadedAt } from "../../../src/facts/flow/load-tree.ts";
import { columns, eventsOf } from "./check.ts";

const models = `
# file: shop/models.py
from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase): pass
class Country(Base):
    __tablename__ = "countries"
    id: Mapped[int] = mapped_column(primary_key=True)
class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    country_id: Mapped[int] = mapped_column(ForeignKey("countries.id"))
    country: Mapped[Country] = relationship(lazy="raise")
    orders: Mapped[list["Order"]] = relationship(back_populates="customer", lazy="raise")
class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    note: Mapped[str | None]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    customer: Mapped[Customer] = relationship(back_populates="orders", lazy="raise")
    lines: Mapped[list["Line"]] = relationship(back_populates="order", lazy="raise")
    country = association_proxy("customer", "country")
    @property
    def total(self) -> int:
        return sum(line.price for line in self.lines)
class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    price: Mapped[int]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order: Mapped[Order] = relationship(back_populates="lines", lazy="raise_on_sql")
# file: shop/repositories.py
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from .models import Order
class Repository[M]:
    model: type[M]
    def __init__(self, session): self.session = session
    @classmethod
    def from_session(cls, session): return cls(session)
    def base(self): return select(self.model)
    async def one(self, statement):
        result = await self.session.execute(statement)
        return result.unique().scalar_one_or_none()
    async def all(self, statement):
        result = await self.session.execute(statement)
        return result.scalars().unique().all()
    async def get_by_id(self, id, *, options=()):
        return await self.one(self.base().where(self.model.id == id).options(*options))
class OrderRepository(Repository[Order]):
    model = Order
    def eager(self): return (joinedload(Order.customer), joinedload(Order.lines))
    async def open(self, *, options=()):
        return await self.all(self.base().where(Order.state == "open").options(*options))
# file: shop/services.py
class Mailer:
    def tell(self, order): return order.customer.country
mailer = Mailer()
# file: shop/code.py
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.ext.asyncio import AsyncSession
from .models import Customer, Line, Order
from .repositories import OrderRepository
from .services import mailer
`;

/** Relations that are read and not loaded, as `Model.relation`, in the order in which they are read. */
function read(code: string): readonly string[] {
  const found = eventsOf(models + code).flatMap((event: FlowEvent) => {
    if (event.kind !== "read" || loadedAt(event.query.loads, event.steps) !== undefined) return [];
    return [`${event.model.split(":")[1]}.${event.steps.at(-1)}`];
  });
  return [...new Set(found)];
}

const one = (options: string, then: string): string =>
  `async def f(session: AsyncSession, id: int):\n    r = await session.execute(select(Order).where(Order.id == id)${options})\n    order = r.scalar_one()\n    ${then}\n`;

test("a relation is loaded by options, each step of a path by its own", () => {
  deepStrictEqual(read(one("", "order.customer.country")), ["Order.customer", "Customer.country"]);
  deepStrictEqual(read(one(".options(joinedload(Order.customer))", "order.customer.country")), [
    "Customer.country",
  ]);
  deepStrictEqual(
    read(one(".options(joinedload(Order.customer).joinedload(Customer.country))", "order.customer.country")),
    [],
  );
  deepStrictEqual(
    read(
      one(
        ".options(selectinload(Order.customer).options(joinedload(Customer.country)), selectinload(Order.lines))",
        "order.customer.country, order.total",
      ),
    ),
    [],
  );
  deepStrictEqual(read(one(".options(joinedload(Order.customer, Customer.country))", "order.country")), []);
});

test("properties and proxies read what lies behind them", () => {
  deepStrictEqual(read(one("", "order.total")), ["Order.lines"]);
  deepStrictEqual(read(one(".options(joinedload(Order.customer))", "order.country")), ["Customer.country"]);
});

test("what comes from a join is loaded only where it is joined", () => {
  deepStrictEqual(
    read(one(".join(Order.customer).options(contains_eager(Order.customer))", "order.customer")),
    [],
  );
  deepStrictEqual(
    read(
      one(
        ".join(Customer, Order.customer_id == Customer.id).options(contains_eager(Order.customer))",
        "order.customer",
      ),
    ),
    [],
  );
  deepStrictEqual(read(one(".options(contains_eager(Order.customer))", "order.customer")), [
    "Order.customer",
  ]);
  deepStrictEqual(
    read(one(".options(selectinload(Order.lines).options(contains_eager(Line.order)))", "order.lines")),
    [],
  );
});

test("rows are followed out of repositories and into services", () => {
  const get = (options: string): string =>
    `async def f(session: AsyncSession, id: int):\n    orders = OrderRepository.from_session(session)\n    order = await orders.get_by_id(id${options})\n    mailer.tell(order)\n`;
  deepStrictEqual(read(get("")), ["Order.customer", "Customer.country"]);
  deepStrictEqual(read(get(", options=orders.eager()")), ["Customer.country"]);
  deepStrictEqual(read(get(", options=(joinedload(Order.customer).joinedload(Customer.country),)")), []);
  deepStrictEqual(
    read(
      "async def f(session: AsyncSession):\n    for order in await OrderRepository(session).open(options=[selectinload(Order.lines)]):\n        print(order.total)\n        mailer.tell(order)\n",
    ),
    ["Order.customer", "Customer.country"],
  );
});

test("the call that gave rows is known, where the query itself serves many", () => {
  const [event] = eventsOf(
    `${models}async def f(session: AsyncSession, id: int):\n    order = await OrderRepository(session).get_by_id(id)\n    order.customer\n`,
  ).filter(({ kind }) => kind === "read");
  const taken =
    event?.kind === "read" ? event.query.taken.map((place) => placeIn(place.module, place).file) : [];
  deepStrictEqual(taken, ["shop/repositories.py", "shop/code.py"]);
});

test("a relation that leads back to where a row came from needs no query, unless it refuses to load", () => {
  deepStrictEqual(
    read(one(".options(selectinload(Order.lines))", "[line.order for line in order.lines]")),
    [],
  );
  deepStrictEqual(
    read(
      "async def f(session: AsyncSession):\n    for c in await session.scalars(select(Customer).options(selectinload(Customer.orders))):\n        for o in c.orders:\n            o.customer\n",
    ),
    ["Order.customer"],
  );
});

test("what is set, refreshed or awaited is loaded", () => {
  deepStrictEqual(read(one("", "await session.refresh(order, ['customer'])\n    order.customer")), []);
  deepStrictEqual(read(one("", "order.customer = Customer()\n    order.customer")), []);
  deepStrictEqual(read(one("", "await order.awaitable_attrs.customer")), []);
  deepStrictEqual(
    read(
      "async def f(session: AsyncSession, id: int):\n    order = await session.get(Order, id, options=[joinedload(Order.customer)])\n    order.customer, order.lines\n",
    ),
    ["Order.lines"],
  );
});

test("what is refreshed is loaded by whatever name its row goes, and for whoever handed it in", () => {
  const refreshed = (before: string, then: string): readonly string[] =>
    read(`${before}${one(".options(joinedload(Order.customer))", then)}`);
  deepStrictEqual(
    refreshed("", "await session.refresh(order.customer, {'country'})\n    order.customer.country"),
    [],
  );
  deepStrictEqual(
    refreshed(
      "",
      "customer = order.customer\n    await session.refresh(customer, ['country'])\n    order.customer.country",
    ),
    [],
  );
  deepStrictEqual(
    refreshed(
      "async def fill(session, order):\n    await session.refresh(order, ['lines'])\n",
      "await fill(session, order)\n    order.lines, order.customer.country",
    ),
    ["Customer.country"],
  );
  deepStrictEqual(
    refreshed(
      "def found(order, customer):\n    order.customer = customer\n    order.customer.country = None\n",
      "found(order, Customer())\n    order.customer.country",
    ),
    [],
  );
});

test("rows are only of the classes that a test leaves", () => {
  const readOf = (then: string): readonly string[] =>
    read(`def owner(object, deep):
    if deep and isinstance(object, Order):
        return object.customer
    if isinstance(object, (Customer, str)) and object.country:
        return object.country
    return None if isinstance(object, Order) else object.country
${one("", then)}`);
  deepStrictEqual(readOf("owner(order, id)"), ["Order.customer"]);
  deepStrictEqual(read(one("", "isinstance(order, Customer) and order.customer")), []);
  deepStrictEqual(read(one("", "isinstance(order, Base) and order.customer")), ["Order.customer"]);
  deepStrictEqual(
    read(
      "async def f(session: AsyncSession, old: bool):\n    row = await session.scalar(select(Order)) if old else await session.scalar(select(Line))\n    if isinstance(row, Line):\n        row.order\n    else:\n        row.lines, row.order\n",
    ),
    ["Line.order", "Order.lines"],
  );
});

test("a join of a parent fills a relation to one of its children, and the other way round", () => {
  deepStrictEqual(
    read(
      `
class Wholesaler(Customer):
    orders_: Mapped[str]
class Contract(Base):
    __tablename__ = "contracts"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[Wholesaler] = relationship(lazy="raise")
async def f(session: AsyncSession):
    r = await session.execute(select(Contract).join(Customer, Customer.id == Contract.id).options(contains_eager(Contract.customer)))
    r.scalar_one().customer
`.replace(
        "class Wholesaler",
        "from sqlalchemy.orm import Mapped, mapped_column, relationship\nfrom .models import Base\nclass Wholesaler",
      ),
    ),
    [],
  );
});

test("what is read only where something else is lacking says so", () => {
  const lacking = (body: string): readonly unknown[] =>
    eventsOf(`${models}${one("", body)}`).flatMap((event) =>
      event.kind === "read" && event.steps.at(-1) === "customer" ? [event.lacking] : [],
    );
  deepStrictEqual(lacking("return order.note if order.note is not None else order.customer.id"), ["perhaps"]);
  deepStrictEqual(lacking("return order.note or order.customer.id"), ["perhaps"]);
  deepStrictEqual(lacking("if order.note:\n        return order.note\n    return order.customer"), [
    "perhaps",
  ]);
  deepStrictEqual(
    lacking("if not order.note:\n        note = order.customer\n    else:\n        note = order.note"),
    ["perhaps"],
  );
  deepStrictEqual(lacking("return order.customer_id or order.customer.id"), ["never"]);
  // What is no alternative to it, and what no row lacks.
  deepStrictEqual(
    lacking("if order.note is not None:\n        raise ValueError\n    return order.customer"),
    [undefined],
  );
  deepStrictEqual(lacking("return order.state if order.state else order.customer"), [undefined]);
  deepStrictEqual(lacking("return order.note is None or order.state"), []);
});

test("what is set on whichever of several rows is loaded", () => {
  const either = (then: string): string =>
    `async def f(session: AsyncSession, old: bool):\n    if old:\n        order = await session.scalar(select(Order).where(Order.state == "old"))\n    else:\n        order = await session.scalar(select(Order).where(Order.state == "new"))\n${then}    order.customer\n`;
  deepStrictEqual(read(either("")), ["Order.customer"]);
  deepStrictEqual(read(either("    order.customer = Customer()\n")), []);
});

test("the older form of queries is followed too", () => {
  deepStrictEqual(
    read(
      "def f(session):\n    for o in session.query(Order).options(joinedload(Order.lines)).filter(Order.state == 'x').all():\n        o.lines, o.customer\n",
    ),
    ["Order.customer"],
  );
  deepStrictEqual(
    read(
      "def f(session):\n    return session.query(Order).options(joinedload('customer.country')).first().customer.country\n",
    ),
    [],
  );
});

test("what cannot be followed is left alone", () => {
  deepStrictEqual(read(one(".options(*unknown())", "order.customer")), []);
  deepStrictEqual(read("async def f(order: Order):\n    order.customer\n"), []);
  deepStrictEqual(
    read(
      "async def f(session: AsyncSession):\n    for row in await session.execute(select(Order.id, Order.state)):\n        row.customer\n",
    ),
    [],
  );
});

test("columns by which statements filter and sort", () => {
  deepStrictEqual(
    columns(
      `${models}def f(x):\n    select(Order).where(or_(Order.state == x, Order.id.in_(x)), Order.customer_id == Customer.id).order_by(Order.state.desc())\n    select(Order).filter_by(state=x)\n`,
    ),
    ["Order.id equal", "Order.state equal", "Order.state sort"],
  );
});

test("what a check of a schema makes of a row beforehand is read instead of the row", () => {
  const schema = (back: string): string => `from pydantic import BaseModel, ConfigDict, model_validator
class LineOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    price: int
class OrderOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    lines: list[LineOut] = []
    @model_validator(mode="before")
    @classmethod
    def lenient(cls, data):
        result = {name: data.__dict__[name] for name in cls.model_fields if name in data.__dict__}
        return ${back}
`;
  deepStrictEqual(read(schema("data") + one("", "OrderOut.model_validate(order)")), ["Order.lines"]);
  deepStrictEqual(read(schema("result") + one("", "OrderOut.model_validate(order)")), []);
});

test("a field with a name of its own for what comes in is filled from that alone, unless its own name is allowed too", () => {
  const answering = (config: string): readonly string[] =>
    read(`
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
class LineSchema(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
class OrderSchema(BaseModel):
    model_config = ConfigDict(from_attributes=True${config})
    lines: list[LineSchema] = Field(validation_alias="shown_lines")
router = APIRouter()
@router.get("/order")
async def order(session: AsyncSession) -> OrderSchema:
    return await OrderRepository(session).get_by_id(1)
`);
  deepStrictEqual(answering(""), []);
  deepStrictEqual(answering(", populate_by_name=True"), ["Order.lines"]);
});
