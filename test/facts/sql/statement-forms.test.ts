import { strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { formOf, openReading, readFacts, readStatement } from "#facts";
import { projectOf } from "../check.ts";

const project = projectOf(`
# file: shop/models.py
from django.db import models
class Order(models.Model):
    number = models.CharField(max_length=9, db_column="no")
    buyer = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    paid = models.BooleanField(default=False)
    total = models.IntegerField()
    closed_at = models.DateTimeField(null=True)
    details = models.JSONField(default=dict)
class Kept(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(deleted=False)
class Note(models.Model):
    text = models.TextField()
    objects = Kept()
# file: stock/tables.py
from sqlalchemy import Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase): pass
class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column("amount", Integer)
    name: Mapped[str]
`);
const reading = openReading(project);
const { models } = readFacts(project, undefined, reading);

function formed(text: string): string | undefined {
  const statement = readStatement(text);
  const model = models.find(({ table }) => table === statement?.table);
  if (statement === undefined || model === undefined) return `nothing is read of ${text}`;
  return formOf(reading, model, statement, ({ of }) => `<${of}>`);
}

function check(text: string, expected: string | undefined): void {
  test(text, () => strictEqual(formed(text), expected));
}

describe("querysets", () => {
  check("SELECT * FROM shop_order", "Order.objects.all()");
  check(
    "SELECT no FROM shop_order WHERE buyer_id = %s",
    'Order.objects.filter(buyer_id=<0>).values_list("number", flat=True)',
  );
  check("SELECT 1 FROM shop_order WHERE paid = 1 LIMIT 1", "Order.objects.filter(paid=True).exists()");
  check(
    "SELECT id FROM shop_order WHERE (paid OR total > 5) AND no <> 'x' ORDER BY id DESC LIMIT 5 OFFSET 10",
    'Order.objects.filter(Q(paid=True) | Q(total__gt=5)).exclude(number="x").order_by("-id").values_list("id", flat=True)[10:10 + 5]',
  );
  check(
    "SELECT buyer_id, sum(total) FROM shop_order GROUP BY buyer_id",
    'Order.objects.values("buyer_id").annotate(Sum("total"))',
  );
  check("SELECT count(*) FROM shop_order WHERE no LIKE 'A%' FOR UPDATE", undefined);
  check(
    "SELECT count(*) FROM shop_order WHERE no LIKE 'A%'",
    'Order.objects.filter(number__startswith="A").count()',
  );
  check(
    "UPDATE shop_order SET total = total + 1, closed_at = now() WHERE id IN %s",
    'Order.objects.filter(id__in=<0>).update(total=F("total") + 1, closed_at=Now())',
  );
  check("DELETE FROM shop_order", "Order.objects.all().delete()");
  check("INSERT INTO shop_order (no, total) VALUES (%s, 3)", "Order.objects.create(number=<0>, total=3)");
});

describe("what would not be the same", () => {
  check("SELECT * FROM shop_order WHERE closed_at <> %s", undefined);
  check("SELECT * FROM shop_order WHERE NOT (closed_at > %s)", undefined);
  check("SELECT * FROM shop_order WHERE weight = 1", undefined);
  check("SELECT * FROM shop_order WHERE no LIKE 'a_b'", undefined);
  check("INSERT INTO shop_order (details) VALUES (%s)", undefined);
  check("SELECT * FROM shop_note", undefined);
  check("SELECT constructor FROM shop_order", undefined);
});

describe("mapped classes", () => {
  check(
    "SELECT * FROM items WHERE amount > 3 OR name IS NULL",
    "select(Item).where(or_(Item.count > 3, Item.name.is_(None)))",
  );
  check("SELECT count(*) FROM items", "select(func.count()).select_from(Item)");
  check(
    "SELECT name FROM items WHERE name LIKE :start ORDER BY name LIMIT 3 FOR UPDATE SKIP LOCKED",
    "select(Item.name).where(Item.name.like(<start>)).order_by(Item.name).limit(3).with_for_update(skip_locked=True)",
  );
  check(
    "UPDATE items SET amount = amount - 1 WHERE id = :id",
    "update(Item).where(Item.id == <id>).values(count=Item.count - 1)",
  );
  check(
    "SELECT EXISTS (SELECT 1 FROM items WHERE id = 1)",
    "select(exists(select(Item).where(Item.id == 1)))",
  );
  check("SELECT owner FROM items", undefined);
});
