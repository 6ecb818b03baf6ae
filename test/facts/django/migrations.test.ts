import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { openClasses } from "#facts";
import { type MigrationFacts, readMigrationFacts } from "../../../src/facts/django/migrations/facts.ts";
import { projectOf } from "../check.ts";

const id = `("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))`;

function read(text: string): MigrationFacts {
  const project = projectOf(text);
  return readMigrationFacts(project, openClasses(project));
}

/** What differs between a model `Order` and the migration that makes it, each in one line. */
function differences(parts: {
  readonly body: string;
  readonly fields?: string;
  readonly options?: string;
  readonly more?: string;
  readonly before?: string;
  readonly files?: string;
}): readonly string[] {
  const { body, fields = "", options = "{}", more = "", before = "", files = "" } = parts;
  const text = `
# file: shop/__init__.py
# file: shop/models.py
from django.db import models
from django.db.models import Q
from django.conf import settings
${before}
class Order(models.Model):
${body.replace(/^/gm, "    ")}
# file: shop/migrations/__init__.py
# file: shop/migrations/0001_initial.py
from django.conf import settings
from django.db import migrations, models
import shop.models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Order", fields=[${id}, ${fields}], options=${options}),
        ${more}
    ]
${files}`;
  return read(text).modelDifferences.map(({ model, subject, name, change, details }) =>
    [model, subject, name, change, ...(details.length === 0 ? [] : [`(${details.join(", ")})`])].join(" "),
  );
}

const field = (said: string, last: string, rest: Partial<Parameters<typeof differences>[0]> = {}) =>
  differences({ body: `x = ${said}`, fields: `("x", ${last})`, ...rest });

test("arguments that surely differ are told, and those that say the same are not", () => {
  deepStrictEqual(field("models.CharField(max_length=5)", "models.CharField(max_length=6)"), [
    "Order field x changed (max_length)",
  ]);
  deepStrictEqual(field("models.CharField(max_length=5, null=True)", "models.CharField(max_length=5)"), [
    "Order field x changed (null)",
  ]);
  deepStrictEqual(field("models.CharField(max_length=5)", "models.TextField()"), [
    "Order field x changed (type)",
  ]);
  deepStrictEqual(field("models.SlugField()", "models.SlugField(max_length=50, db_index=True)"), []);
  deepStrictEqual(field("models.EmailField()", "models.EmailField(max_length=254)"), []);
  deepStrictEqual(field("models.EmailField()", "models.EmailField(max_length=75)"), [
    "Order field x changed (max_length)",
  ]);
  deepStrictEqual(
    field('models.TextField("a name", blank=False)', 'models.TextField(verbose_name="a name")'),
    [],
  );
  deepStrictEqual(field("models.JSONField(default=dict)", "models.JSONField(default=list)"), [
    "Order field x changed (default)",
  ]);
});

test("values are followed to what they are", () => {
  const before = `import datetime
import enum
LIMIT = 2 * 10
NAMES = [("a", "A")]
NAMES_MORE = [*NAMES, ("b", f"B{LIMIT}")]
class Kind(str, enum.Enum):
    A = "a"
def make(): return 1
class State(models.IntegerChoices):
    NEW = 1
    OLD_ONE = 2
    __empty__ = "(none)"
`;
  const same: readonly (readonly [string, string])[] = [
    ["models.CharField(max_length=LIMIT)", "models.CharField(max_length=20)"],
    ["models.CharField(choices=NAMES_MORE)", 'models.CharField(choices=[("a", "A"), ("b", "B20")])'],
    ['models.CharField(choices={"a": "A"})', 'models.CharField(choices=[("a", "A")])'],
    ["models.CharField(default=Kind.A)", 'models.CharField(default="a")'],
    ["models.CharField(default=Kind.A)", "models.CharField(default=shop.models.Kind['A'])"],
    ["models.IntegerField(default=make)", "models.IntegerField(default=shop.models.make)"],
    [
      "models.IntegerField(choices=State)",
      'models.IntegerField(choices=[(None, "(none)"), (1, "New"), (2, "Old One")])',
    ],
    ["models.IntegerField(default=State.NEW)", "models.IntegerField(default=1)"],
    [
      "models.DurationField(default=datetime.timedelta(days=1))",
      "models.DurationField(default=__import__('x'))",
    ],
  ];
  for (const [said, last] of same) deepStrictEqual(field(said, last, { before }), [], said);
  const other: readonly (readonly [string, string])[] = [
    ["models.CharField(choices=NAMES_MORE)", 'models.CharField(choices=[("a", "A")])'],
    ["models.CharField(default=Kind.A)", 'models.CharField(default="b")'],
    ["models.IntegerField(default=make)", "models.IntegerField(default=3)"],
    [
      "models.IntegerField(choices=State.choices)",
      'models.IntegerField(choices=[(1, "New"), (2, "Old One")])',
    ],
  ];
  for (const [said, last] of other) strictEqual(field(said, last, { before }).length, 1, said);
});

test("a name of a class is there once it is bound", () => {
  const before = "def make(): return 1\n";
  const body = "x = models.IntegerField(default=make)\ndef make(self): return 2";
  const fields = '("x", models.IntegerField(default=shop.models.make))';
  deepStrictEqual(differences({ body, fields, before }), []);
});

test("comprehensions over what is written out are followed", () => {
  const before = `NAMES = {"a": ("A", 1), "b": ("B", 2)}
class State(models.TextChoices):
    NEW = "new", "New"
`;
  const last = (pairs: string) => `models.CharField(choices=[${pairs}])`;
  const pairs = "models.CharField(choices=[(name, row[0]) for name, row in NAMES.items()])";
  deepStrictEqual(field(pairs, last('("a", "A"), ("b", "B")'), { before }), []);
  deepStrictEqual(field(pairs, last('("a", "A")'), { before }), ["Order field x changed (choices)"]);
  const members = "models.CharField(choices=[(each.name, each.label) for each in State])";
  deepStrictEqual(field(members, last('("NEW", "New")'), { before }), []);
  deepStrictEqual(field(members, last('("new", "New")'), { before }), ["Order field x changed (choices)"]);
});

test("what cannot be told is never a difference", () => {
  const before = `import os
from elsewhere import SIZE, Money, MoneyField
NAMES = []
NAMES.append(("a", "A"))
if os.environ:
    LIMIT = 1
else:
    LIMIT = 2
def pairs(): return [("a", "A")]
`;
  const unknown: readonly (readonly [string, string])[] = [
    ["models.CharField(max_length=SIZE)", "models.CharField(max_length=3)"],
    ["models.CharField(max_length=LIMIT)", "models.CharField(max_length=3)"],
    ["models.CharField(choices=NAMES)", "models.CharField(choices=[1])"],
    ["models.CharField(choices=pairs())", "models.CharField(choices=[1])"],
    ["models.CharField(**os.environ)", "models.CharField(max_length=3)"],
    ["models.IntegerField(default=Money(3))", "models.IntegerField(default=4)"],
    ["MoneyField(max_digits=4)", "MoneyField(max_digits=4, decimal_places=2)"],
    ["models.CharField(default=settings.WORD)", 'models.CharField(default="a")'],
  ];
  for (const [said, last] of unknown) deepStrictEqual(field(said, last, { before }), [], said);
});

test("what older releases wrote is no difference", () => {
  const self = (rest = "") => `models.ManyToManyField("self"${rest})`;
  const last = "models.ManyToManyField(related_name='_order_x_+', to='shop.Order')";
  deepStrictEqual(field(self(), last), []);
  deepStrictEqual(field(self(', related_name="+"'), last), []);
  deepStrictEqual(field(self(', related_name="back"'), last), ["Order field x changed (related_name)"]);
  deepStrictEqual(field("models.BooleanField(blank=True)", "models.BooleanField()"), []);
});

test("a field of the project's own is compared but for what its own code speaks of", () => {
  const before = `class Code(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 8
        super().__init__(*args, **kwargs)
`;
  deepStrictEqual(field("Code()", "shop.models.Code(max_length=8)", { before }), []);
  deepStrictEqual(field("Code(null=True)", "shop.models.Code(max_length=8)", { before }), [
    "Order field x changed (null)",
  ]);
  deepStrictEqual(field("Code()", "models.CharField(max_length=8)", { before }), [
    "Order field x changed (type)",
  ]);
});

test("relations are the same by whatever they are named", () => {
  const before = `class Buyer(models.Model):
    class Meta:
        managed = False
`;
  const to = (model: string) => `models.ForeignKey(${model}, on_delete=models.CASCADE)`;
  deepStrictEqual(field(to("Buyer"), to('"shop.buyer"'), { before }), []);
  deepStrictEqual(field(to('"Buyer"'), to('"shop.Buyer"'), { before }), []);
  deepStrictEqual(field(to('"self"'), to('"shop.order"')), []);
  deepStrictEqual(field(to('"auth.User"'), to("settings.AUTH_USER_MODEL")), []);
  deepStrictEqual(field(to('"auth.Group"'), to("settings.AUTH_USER_MODEL")), ["Order field x changed (to)"]);
  deepStrictEqual(
    field(
      'models.ManyToManyField(Buyer, related_name="%(app_label)s_%(class)ss")',
      'models.ManyToManyField(to="shop.buyer", related_name="shop_orders")',
      { before },
    ),
    [],
  );
});

test("fields and models that one side alone has", () => {
  deepStrictEqual(differences({ body: "x = models.TextField()" }), ["Order field x added"]);
  deepStrictEqual(differences({ body: "pass", fields: '("x", models.TextField())' }), [
    "Order field x removed",
  ]);
  deepStrictEqual(differences({ body: "x = make()", fields: '("x", models.TextField())' }), []);
  deepStrictEqual(
    differences({
      body: "pass",
      before: "class Line(models.Model): pass\nclass Part(models.Model):\n    class Meta: abstract = True",
    }),
    ["Line model Line added"],
  );
  const files = "# file: other/models.py\nfrom django.db import models\nclass Free(models.Model): pass\n";
  deepStrictEqual(differences({ body: "pass", files }), [], "an application without migrations has none");
});

test("operations leave models as they say", () => {
  const x = 'x = models.CharField(max_length=3, default="")';
  const more = (operations: string, body = x) =>
    differences({ body, fields: '("old", models.TextField())', more: operations });
  deepStrictEqual(
    more(`migrations.RenameField("order", "old", "x"),
        migrations.AlterField("order", "x", models.CharField(default="", max_length=3)),`),
    [],
  );
  deepStrictEqual(
    more(`migrations.RemoveField("order", "old"),
        migrations.AddField("order", "x", models.CharField(default="", max_length=3), preserve_default=False),`),
    ["Order field x changed (default)"],
  );
  deepStrictEqual(more('migrations.DeleteModel("Order"),'), ["Order model Order added"]);
  const line = `migrations.CreateModel("Line", fields=[${id}]), migrations.RemoveField("order", "old"),`;
  deepStrictEqual(more(line, "pass"), ["Line model Line removed"]);
  deepStrictEqual(more(`${line}migrations.DeleteModel("Line"),`, "pass"), []);
  deepStrictEqual(more(line, "pass  # Line is made by a program"), []);
  deepStrictEqual(
    more('migrations.RunSQL("…", state_operations=[migrations.RemoveField("order", "old")]),', "pass"),
    [],
  );
  deepStrictEqual(
    more(
      'migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("order", "old")]),',
      "pass",
    ),
    ["Order field old removed"],
  );
});

test("an operation that is not known makes nothing known of its application", () => {
  const more = (operation: string) => differences({ body: "x = models.TextField()", more: operation });
  deepStrictEqual(more("strange.Operation(),"), []);
  deepStrictEqual(more("*shop.models.operations(),"), []);
  deepStrictEqual(more("migrations.RunPython(print),"), ["Order field x added"]);
});

test("options, indexes and constraints are compared with the last that was said of them", () => {
  const meta = (inner: string, options: string, more = "") =>
    differences({
      body: `x = models.TextField()\nclass Meta:\n    ${inner}`,
      fields: '("x", models.TextField())',
      options,
      more,
    });
  deepStrictEqual(meta('ordering = ["x"]', '{"ordering": ("x",)}'), []);
  deepStrictEqual(meta('ordering = ["-x"]', '{"ordering": ["x"]}'), ["Order option ordering changed"]);
  deepStrictEqual(meta("pass", '{"verbose_name": "order"}'), ["Order option verbose_name changed"]);
  deepStrictEqual(
    meta("pass", '{"verbose_name": "order"}', 'migrations.AlterModelOptions("order", options={}),'),
    [],
  );
  deepStrictEqual(meta('unique_together = ("x", "id")', '{"unique_together": {("x", "id")}}'), []);
  deepStrictEqual(meta('unique_together = [["x", "id"]]', "{}"), ["Order option unique_together changed"]);
  const index = 'migrations.AddIndex("order", models.Index(fields=["x"], name="a")),';
  deepStrictEqual(meta('indexes = [models.Index(fields=["x"], name="a")]', "{}", index), []);
  deepStrictEqual(meta('indexes = [models.Index(fields=["x"])]', "{}", index), []);
  deepStrictEqual(meta('indexes = [models.Index(fields=["-x"], name="a")]', "{}", index), [
    "Order index a changed",
  ]);
  deepStrictEqual(
    meta(
      'indexes = [models.Index(fields=["x"], name="b")]',
      "{}",
      `${index}migrations.RenameIndex("order", "b", old_name="a"),`,
    ),
    [],
  );
  deepStrictEqual(meta("pass", "{}", index), ["Order index a removed"]);
  deepStrictEqual(meta("pass", "{}", `${index}migrations.RemoveIndex("order", "a"),`), []);
  const check = (condition: string) =>
    `migrations.AddConstraint("order", models.CheckConstraint(condition=${condition}, name="c")),`;
  const said = 'constraints = [models.CheckConstraint(condition=Q(x="a") | ~Q(id=1), name="c")]';
  deepStrictEqual(
    meta(said, "{}", check('models.Q(("x", "a"), models.Q(("id", 1), _negated=True), _connector="OR")')),
    [],
  );
  deepStrictEqual(meta(said, "{}", check('models.Q(("x", "a"))')), ["Order constraint c changed"]);
});

test("a squashed migration stands for what it replaces, and leaves are told", () => {
  const migration = (name: string, text: string) =>
    `# file: shop/migrations/${name}.py\nfrom django.db import migrations, models\nclass Migration(migrations.Migration):\n    ${text}\n`;
  const { migrations } = read(
    [
      "# file: shop/__init__.py\n",
      "# file: shop/migrations/__init__.py\n",
      migration("0001_a", "operations = []"),
      migration("0002_b", 'dependencies = [("shop", "0001_a")]'),
      migration("0001_squashed", 'replaces = [("shop", "0001_a"), ("shop", "0002_b")]'),
      migration("0003_c", 'dependencies = [("shop", "0002_b")]'),
      migration("0003_d", 'dependencies = [("shop", "0001_squashed")]'),
    ].join(""),
  );
  deepStrictEqual(
    migrations
      .map(({ name, isLeaf, isReplaced, after }) => [name, isLeaf, isReplaced, ...after].join(" "))
      .sort(),
    [
      "0001_a false true",
      "0001_squashed false false",
      "0002_b false true",
      "0003_c true false shop.0001_squashed",
      "0003_d true false shop.0001_squashed",
    ],
  );
});

test("migrations lie where the settings say", () => {
  const { migrations, modelDifferences } = read(`
# file: config/settings.py
MIGRATION_MODULES = {"store": "shop.steps"}
# file: shop/__init__.py
# file: shop/apps.py
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = "shop"
    label = "store"
# file: shop/models.py
from django.db import models
class Order(models.Model): pass
class Line(models.Model): pass
# file: shop/steps/__init__.py
# file: shop/steps/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", fields=[${id}])]
`);
  deepStrictEqual(
    migrations.map(({ app, name, isLeaf }) => [app, name, isLeaf]),
    [["store", "0001_initial", true]],
  );
  deepStrictEqual(
    modelDifferences.map(({ app, name }) => [app, name]),
    [["store", "Line"]],
  );
});

test("options come from abstract bases, and from no parent with a table", () => {
  const before = `class Base(models.Model):
    class Meta:
        abstract = True
        ordering = ["id"]
class Parent(models.Model):
    class Meta:
        managed = False
        verbose_name = "parent"
`;
  const files = `# file: other/__init__.py
# file: other/models.py
from django.db import models
from shop.models import Base, Parent
class One(Base): pass
class Two(Parent): pass
# file: other/migrations/__init__.py
# file: other/migrations/0001_initial.py
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("One", fields=[${id}], options={"abstract": False}),
        migrations.CreateModel("Two", fields=[("parent_ptr", models.OneToOneField(parent_link=True, primary_key=True, to="shop.parent"))]),
    ]
`;
  deepStrictEqual(differences({ body: "pass", before, files }), ["One option ordering changed"]);
});

test("ends in little time whatever the source is", () => {
  for (const count of [25, 60]) {
    const rows = Array.from({ length: count }, (_, index) => `a${index + 1} = a${index} + a${index}`);
    const before = `a0 = ["x"]\n${rows.join("\n")}`;
    deepStrictEqual(
      field(`models.CharField(choices=a${count})`, "models.CharField(choices=[1])", { before }),
      [],
    );
  }
  const before = "b = c\nc = b";
  deepStrictEqual(field("models.CharField(choices=b)", "models.CharField(choices=[1])", { before }), []);
});
