import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { placeIn } from "#facts";
import { loadedAt } from "../../../src/facts/flow/load-tree.ts";
import { eventsOf } from "./check.ts";

const shop = `
# file: shop/models.py
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase): pass
class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[list["Line"]] = relationship(lazy="raise")
class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
# file: shop/code.py
from collections import defaultdict
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from .models import Line, Order
def lines_by_order(session) -> dict[int, list[Line]]: ...
def lines_or_none(order) -> list[Line] | None: ...
def all_lines(order) -> list[Line]: ...
class Store:
    def lines(self, order) -> list[Line]: ...
    def known(self, order) -> "list[Line] | None": ...
def show(order, lines: list[Line] | None = None, *, title=None):
    if lines is None:
        lines = order.lines
    return lines
`;

/** Whether the relation is read where `show` is called with these arguments. */
function reads(given: string, signature = "session: AsyncSession, store: Store", before = "pass"): boolean {
  const code = `${shop}async def page(${signature}):
    by_order = lines_by_order(session)
    order = (await session.execute(select(Order))).scalars().first()
    ${before}
    return show(${given})
`;
  return eventsOf(code).some(
    (event) =>
      event.kind === "read" &&
      loadedAt(event.query.loads, event.steps) === undefined &&
      event.query.certain &&
      placeIn(event.place.module, event.place).file === "shop/code.py",
  );
}

test("where something is given that is never None, the branch for None is left alone", () => {
  for (const given of [
    "order, []",
    "order, lines=[line for line in by_order]",
    "order, by_order[order.id]",
    "order, by_order.get(order.id, [])",
    "order, lines=list(by_order)",
    "order, all_lines(order)",
    "order, await all_lines(order)",
    "order, store.lines(order)",
    "order, lines_or_none(order) or []",
    "order, by_order[1] if order else ()",
  ])
    deepStrictEqual([given, reads(given)], [given, false]);
});

test("where None may be given, both branches are followed", () => {
  for (const given of [
    "order",
    "order, None",
    "order, by_order.get(order.id)",
    "order, by_order.get(order.id, None)",
    "order, lines_or_none(order)",
    "order, store.known(order)",
    "order, title=[]",
    "order, [] if order else None",
    "*[order]",
    "order, **{}",
  ])
    deepStrictEqual([given, reads(given)], [given, true]);
});

test("a variable or a parameter is never None where all that it may be is not", () => {
  const session = "session: AsyncSession";
  deepStrictEqual(reads("order, found", session, "found = []"), false);
  deepStrictEqual(reads("order, found", session, "found = all_lines(order)"), false);
  deepStrictEqual(reads("order, found", session, "found = None if order else []"), true);
  deepStrictEqual(reads("order, found", session, "found = None\n    if session: found = []"), true);
  deepStrictEqual(reads("order, found", session, "for found in by_order: pass"), true);
  deepStrictEqual(reads("order, found", `${session}, found: list[Line]`), false);
  deepStrictEqual(reads("order, found", `${session}, found: list[Line] | None`), true);
  deepStrictEqual(reads("order, found", `${session}, found`), true);
  deepStrictEqual(reads("order, found", `${session}, found: list[Line]`, "found = None"), true);
});

test("what is handed on stays what it is, and what is set anew is what it is then", () => {
  const outer = `def outer(order, lines=None):
    if lines is not None: return show(order, lines)
    return show(order)\n`;
  const again = `def again(order, lines=None):
    lines = lines_or_none(order)
    if lines is None: return order.lines\n`;
  const through = (helper: string, call: string): boolean => {
    const code = `${shop}${helper}async def page(session: AsyncSession):
    order = (await session.execute(select(Order))).scalars().first()
    return ${call}
`;
    return eventsOf(code).some(
      (event) =>
        event.kind === "read" &&
        event.query.certain &&
        loadedAt(event.query.loads, event.steps) === undefined,
    );
  };
  deepStrictEqual(through(outer, "outer(order, [])"), false);
  deepStrictEqual(through(outer, "outer(order)"), true);
  deepStrictEqual(through(again, "again(order, [])"), true);
});
