import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { type ModelFact, openClasses, readFacts } from "#facts";
import { readModels } from "../../../src/facts/django/models.ts";
import { projectOf } from "../check.ts";

const project = projectOf(`
# file: config/settings.py
AUTH_USER_MODEL = "people.Person"

# file: apps/__init__.py
# file: apps/people/__init__.py
# file: apps/people/apps.py
from django.apps import AppConfig
class PeopleConfig(AppConfig):
    name = "apps.people"
# file: apps/people/models.py
from django.contrib.auth.models import AbstractUser
from django.db import models
class Person(AbstractUser):
    nick = models.CharField(max_length=20, unique=True)

# file: apps/shop/__init__.py
# file: apps/shop/apps.py
from django import apps
class ShopConfig(apps.AppConfig):
    name = "apps.shop"
    label = "store"
# file: apps/shop/fields.py
from django.db.models import DecimalField
class MoneyField(DecimalField): pass
# file: apps/shop/models/__init__.py
from .orders import Order
from .base import Stamped
# file: apps/shop/models/base.py
from django.db import models
class Stamped(models.Model):
    made = models.DateTimeField(auto_now_add=True, db_index=True)
    maker = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s")
    class Meta:
        abstract = True
        ordering = ["-made"]
        indexes = [models.Index(fields=["made", "maker"])]
class Helper:
    note = models.TextField()
# file: apps/shop/models/orders.py
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django import forms
from away.archive import ArchivedForm, ArchivedModel
from .base import Helper, Stamped
from ..fields import MoneyField

class Order(Helper, Stamped):
    STATES = [("new", "New"), ("paid", "Paid")]
    state = models.CharField(max_length=4, choices=[("new", "New"), ("paid", "Paid")])
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.OneToOneField("self", null=True, on_delete=models.CASCADE)
    total = MoneyField()
    slug = models.SlugField()
    target = GenericForeignKey()
    lines = models.ManyToManyField("Line", through="store.OrderLine", related_name="orders")
    count = 3

    class Meta(Stamped.Meta):
        constraints = [
            UniqueConstraint(fields=["state", "buyer"], condition=Q(state="new"), name="one"),
            models.CheckConstraint(condition=Q(total__gt=0), name="some"),
        ]
        indexes = [models.Index(F("made").desc(), "state", name="x")] + [models.Index(fields=["-total"])]
        unique_together = ("slug", "state")

class Line(Stamped):
    maker = None
    order = models.ForeignKey(Order, on_delete=models.CASCADE, db_index=False)

class OrderLine(models.Model):
    order = models.ForeignKey("Order", on_delete=models.CASCADE, primary_key=True)
    class Meta:
        unique_together = [["order"], ["order", "id"]]

class Gift(Order):
    wish = models.TextField(null=True)

class Draft(ArchivedModel):
    text = models.TextField()

class NoForm(ArchivedForm):
    text = forms.CharField()

class NoModel:
    name = models.CharField()
`);

const models = new Map(readModels(project, openClasses(project)).map((model) => [model.name, model]));

function modelOf(name: string): ModelFact {
  const model = models.get(name);
  if (model === undefined) throw new Error(`there is no model ${name}`);
  return model;
}

/** Each field in one line: name, type, flags, relation. */
function fieldsOf(name: string): readonly string[] {
  return modelOf(name).fields.map(({ name: field, type, nullable, unique, indexed, primaryKey, relation }) =>
    [
      `${field} ${type}`,
      ...(nullable ? ["null"] : []),
      ...(unique ? ["unique"] : []),
      ...(indexed ? ["indexed"] : []),
      ...(primaryKey ? ["key"] : []),
      ...(relation ? [`${relation.kind} ${relation.to ?? "?"} back ${relation.reverse ?? "-"}`] : []),
      ...(relation?.through ? [`through ${relation.through}`] : []),
    ].join(", "),
  );
}

const orders = "apps/shop/models/orders.py";

test("models are classes that come from the framework's, whatever lies between", () => {
  deepStrictEqual([...models.keys()].toSorted(), [
    "Draft",
    "Gift",
    "Line",
    "Order",
    "OrderLine",
    "Person",
    "Stamped",
  ]);
  strictEqual(modelOf("Stamped").abstract, true);
  strictEqual(modelOf("Order").abstract, false);
  deepStrictEqual(modelOf("Gift").parents, [`${orders}:Order`]);
  strictEqual(modelOf("Person").isPartial, true);
  strictEqual(modelOf("Order").isPartial, false);
});

test("fields are a model's own and its abstract bases', with what they are held to", () => {
  deepStrictEqual(fieldsOf("Order"), [
    "state CharField",
    "buyer ForeignKey, null, indexed, many-to-one apps/people/models.py:Person back -",
    `before OneToOneField, null, unique, indexed, one-to-one ${orders}:Order back order`,
    "total DecimalField",
    "slug SlugField, indexed",
    "target GenericForeignKey, generic ? back -",
    `lines ManyToManyField, many-to-many ${orders}:Line back orders, through ${orders}:OrderLine`,
    "made DateTimeField, indexed",
    "maker ForeignKey, indexed, many-to-one apps/people/models.py:Person back store_order",
  ]);
  deepStrictEqual(fieldsOf("Line"), [
    `order ForeignKey, many-to-one ${orders}:Order back line_set`,
    "made DateTimeField, indexed",
  ]);
  deepStrictEqual(fieldsOf("Gift"), ["wish TextField, null"]);
  deepStrictEqual(fieldsOf("OrderLine"), [
    `order ForeignKey, unique, indexed, key, many-to-one ${orders}:Order back orderline_set`,
  ]);
  deepStrictEqual(modelOf("Order").fields[0]?.choices, ["new", "paid"]);
});

test("indexes and order come from Meta, which extends that of an abstract base or takes its place", () => {
  const told = (name: string) =>
    modelOf(name).indexes.map(({ fields, unique, partial }) =>
      [fields.join("+"), ...(unique ? ["unique"] : []), ...(partial ? ["partial"] : [])].join(" "),
    );
  deepStrictEqual(told("Order"), ["made+state", "total", "state+buyer unique partial", "slug+state unique"]);
  deepStrictEqual(told("Line"), ["made+maker"]);
  deepStrictEqual(told("OrderLine"), ["order unique", "order+id unique"]);
  deepStrictEqual(modelOf("Order").ordering, ["-made"]);
  deepStrictEqual(modelOf("OrderLine").ordering, []);
});

test("each is placed where it is written", () => {
  const [state] = modelOf("Order").fields;
  strictEqual(`${state?.span.file}:${state?.span.line}:${state?.span.column}`, `${orders}:12:13`);
});

test("an application without a configuration is told from the one whose folder it stands in", () => {
  const inner = projectOf(`
# file: config/settings.py
INSTALLED_APPS = ["django.contrib.auth", "apps.shop", "apps.shop.stock"]
# file: apps/__init__.py
# file: apps/shop/__init__.py
# file: apps/shop/apps.py
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = "apps.shop"
# file: apps/shop/models.py
from django.db import models
class Order(models.Model):
    bin = models.ForeignKey("stock.Bin", on_delete=models.CASCADE)
# file: apps/shop/stock/__init__.py
# file: apps/shop/stock/models.py
from django.db import models
class Bin(models.Model):
    order = models.ForeignKey("shop.Order", on_delete=models.CASCADE)
`);
  deepStrictEqual(
    readModels(inner, openClasses(inner)).map(({ fields }) => fields.map(({ relation }) => relation?.to)),
    [["apps/shop/stock/models.py:Bin"], ["apps/shop/models.py:Order"]],
  );
});

test("choices are read under names, of enumerations, from bases and from what a field's own class hands on", () => {
  const { models } = readFacts(
    projectOf(`
# file: shop/__init__.py
# file: shop/fields.py
from django.db import models
LEVELS = [("open", "Open"), ("closed", "Closed")]
class LevelField(models.CharField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=9, choices=LEVELS, **kwargs)
class OpenField(models.CharField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
class SameField(SameField): pass
# file: shop/models.py
from django.db import models
from django.utils.translation import gettext_lazy as _
from .fields import LevelField, OpenField, SameField
SIZES = (("s", _("Small")), ("m", _("Medium")))
class Kind(models.TextChoices):
    BOOK = "book", _("Book")
    FILM = "film", _("Film")
class Base(models.Model):
    COLOURS = {"r": "Red", "g": "Green"}
    colour = models.CharField(max_length=1, choices=COLOURS)
    class Meta:
        abstract = True
class Item(Base):
    size = models.CharField(max_length=1, choices=SIZES)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    number = models.IntegerField(choices=[(1, "One"), (2, "Two")])
    level = LevelField()
    own = LevelField(choices=[("x", "X")])
    any = OpenField(max_length=9)
    same = SameField(max_length=9)
    made = models.CharField(choices=make_choices())
`),
  );
  const item = models.find(({ name }) => name === "Item");
  deepStrictEqual(
    item?.fields.map(({ name, choices }) => [name, choices].flat().join(" ")),
    ["size s m", "kind book film", "number 1 2", "level open closed", "own x", "any ", "made ", "colour r g"],
  );
});
