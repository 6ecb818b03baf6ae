import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { openClasses } from "#facts";
import { readMigrationFacts } from "../../../src/facts/django/migrations/facts.ts";
import { projectOf } from "../check.ts";

const id = `("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))`;

function read(text: string) {
  const project = projectOf(text);
  return readMigrationFacts(project, openClasses(project));
}

function told(text: string): readonly string[] {
  return read(text).modelDifferences.map(
    ({ model, subject, name, change, details }) =>
      `${model} ${subject} ${name} ${change} ${details.join(", ")}`,
  );
}

const order = `
# file: shop/__init__.py
# file: shop/models.py
from django.db import models
class Order(models.Model):
    note = models.CharField("a note", max_length=20, help_text="for the parcel")
    class Meta:
        verbose_name = "an order"
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", fields=[${id}, ("note", models.CharField(max_length=10))])]
`;

test("what a makemigrations of the project's own leaves out is not told, wherever in the file it is put in place", () => {
  deepStrictEqual(told(order), [
    "Order field note changed help_text, max_length, verbose_name",
    "Order option verbose_name changed ",
  ]);
  const command = `
# file: shop/management/commands/makemigrations.py
from django.db import models
from django.db.migrations.operations import models as operations

def patch():
    unwanted = {"verbose_name"}
    operations.AlterModelOptions.ALTER_OPTION_KEYS = [
        key for key in operations.AlterModelOptions.ALTER_OPTION_KEYS if key not in unwanted
    ]
    ignored = ["help_text", "verbose_name"]
    original = models.Field.deconstruct

    def deconstruct(self):
        name, path, args, kwargs = original(self)
        return name, path, args, {key: kwargs[key] for key in kwargs if key not in ignored}

    models.Field.deconstruct = deconstruct
`;
  deepStrictEqual(told(order + command), ["Order field note changed max_length"]);
});

test("a name of the way back that holds the model's own follows it when it is renamed", () => {
  const renamed = (back: string) => `
# file: shop/__init__.py
# file: shop/models.py
from django.db import models
class Buyer(models.Model): pass
class Purchase(models.Model):
    buyer = models.ForeignKey(Buyer, on_delete=models.CASCADE, related_name="%(class)s_list")
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Buyer", fields=[${id}]),
        migrations.CreateModel("Order", fields=[
            ${id},
            ("buyer", models.ForeignKey(on_delete=models.CASCADE, related_name="${back}", to="shop.buyer")),
        ]),
        migrations.RenameModel("Order", "Purchase"),
    ]
`;
  deepStrictEqual(told(renamed("%(class)s_list")), []);
  deepStrictEqual(told(renamed("order_list")), ["Purchase field buyer changed related_name"]);
});

test("a model whose abstract base comes from a package has a table of its own", () => {
  const text = `
# file: shop/__init__.py
# file: shop/models.py
from django.db import models
from away.models import LifecycleModel
class Base(LifecycleModel):
    made = models.DateTimeField(auto_now_add=True)
    class Meta:
        abstract = True
class Order(Base):
    note = models.TextField()
class Gift(Order):
    words = models.TextField()
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Order", fields=[${id}, ("made", models.DateTimeField(auto_now_add=True)), ("note", models.TextField())]),
        migrations.CreateModel("Gift", fields=[
            ("order_ptr", models.OneToOneField(on_delete=models.CASCADE, parent_link=True, primary_key=True, to="shop.order")),
        ], bases=("shop.order",)),
    ]
`;
  deepStrictEqual(told(text), ["Gift field words added "]);
});

test("a configuration in the application's own package names it, and so does what its migrations come after", () => {
  const withConfig = (config: string) => `
# file: shop/__init__.py
# file: shop/app/__init__.py
${config}
# file: shop/app/models.py
from django.db import models
# file: shop/app/migrations/__init__.py
# file: shop/app/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", fields=[${id}])]
# file: shop/app/migrations/0002_more.py
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
`;
  const leaves = (config: string) =>
    read(withConfig(config)).migrations.map(({ app, name, isLeaf }) => `${app} ${name} ${isLeaf}`);
  const expected = ["store 0001_initial false", "store 0002_more true"];
  const config = `from away.plugin import PluginAppConfig
class ShopAppConfig(PluginAppConfig):
    name = "shop.app"
    label = "store"
`;
  deepStrictEqual(leaves(config), expected);
  deepStrictEqual(leaves(""), expected);
});

test("models that a package makes of others, through a class of the project's own, are no removed ones", () => {
  const text = `
# file: shop/__init__.py
# file: shop/history.py
from simple_history.models import HistoricalRecords
class Records(HistoricalRecords): pass
# file: shop/models.py
from django.db import models
from .history import Records
class Order(models.Model):
    history = Records()
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Order", fields=[${id}]),
        migrations.CreateModel("HistoricalOrder", fields=[${id}]),
    ]
`;
  deepStrictEqual(told(text), []);
  deepStrictEqual(told(text.replace("(HistoricalRecords)", "")), [
    "HistoricalOrder model HistoricalOrder removed ",
  ]);
});

test("what a squashed migration adds is added to empty tables, though it replaces nothing any more", () => {
  const added = (name: string): readonly unknown[] =>
    read(`
# file: shop/__init__.py
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", fields=[${id}])]
# file: shop/migrations/${name}.py
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.AddField("order", "note", models.TextField())]
`).migrations.flatMap(({ operations }) => operations.flatMap((operation) => operation.added ?? []));
  deepStrictEqual(added("0002_note").length, 1);
  deepStrictEqual(added("0002_note_squashed_0009_more"), []);
});

test("a default that a call or an enumeration of its own kind gives may be what the migration has", () => {
  const withDefault = (code: string, now: string, then: string): readonly string[] =>
    told(`
# file: shop/__init__.py
# file: shop/models.py
import datetime
from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _
${code}
class Order(models.Model):
    kind = models.CharField(max_length=20, default=${now})
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
import datetime
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", fields=[${id}, ("kind", models.CharField(max_length=20, default=${then}))])]
`);
  const changed = ["Order field kind changed default"];
  const at = "datetime.datetime(1970, 1, 1, 0, 0)";
  deepStrictEqual(withDefault("", "datetime.datetime.utcfromtimestamp(0)", at), []);
  deepStrictEqual(withDefault("", "datetime.datetime(1970, 1, 2)", "datetime.datetime(1970, 1, 1)"), changed);
  const bits = `def bit(number):
    return 2 ** number
class Kind(models.IntegerChoices):
    ONE = bit(0), _("One")
    TWO = 2, _("Two")`;
  deepStrictEqual(withDefault(bits, "Kind.ONE", "1"), []);
  deepStrictEqual(withDefault(bits, "Kind.TWO", "2"), []);
  deepStrictEqual(withDefault(bits, "Kind.TWO", "1"), changed);
  const named = `class Kind(models.TextChoices):
    OPEN = "open", _("Open")`;
  deepStrictEqual(withDefault(named, "Kind.OPEN", '"open"'), []);
  deepStrictEqual(withDefault(named, "Kind.OPEN", '"shut"'), changed);
  const ofPackage = `from some.package import PlainEnum
class Kind(PlainEnum):
    OPEN = "open", 1`;
  deepStrictEqual(withDefault(ofPackage, "Kind.OPEN", '"open"'), []);
});

test("a module of models that nothing imports is loaded by nobody", () => {
  const withImport = (line: string): readonly string[] =>
    told(`
# file: shop/__init__.py
# file: shop/models/__init__.py
from .order import *
${line}
# file: shop/models/order.py
from django.db import models
class Order(models.Model):
    pass
# file: shop/models/old_parcel.py
from django.db import models
class Parcel(models.Model):
    pass
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", fields=[${id}])]
`);
  deepStrictEqual(withImport("# from .old_parcel import *"), []);
  deepStrictEqual(withImport("from .old_parcel import *"), ["Parcel model Parcel added "]);
  deepStrictEqual(withImport("from . import old_parcel"), ["Parcel model Parcel added "]);
});
