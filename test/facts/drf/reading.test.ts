import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { eventsOf, repeated, unloaded } from "../flow/check.ts";

const models = `# file: shop/models.py
from django.db import models
class Country(models.Model):
    name = models.CharField(max_length=9)
class Customer(models.Model):
    name = models.CharField(max_length=9)
    country = models.ForeignKey(Country, on_delete=models.CASCADE)
    @property
    def place(self):
        return self.country.name
    def __str__(self):
        return f"{self.name} {self.country}"
class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    tags = models.ManyToManyField("shop.Tag")
    def total(self):
        return sum(line.price for line in self.lines.all())
class Tag(models.Model):
    name = models.CharField(max_length=9)
class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    price = models.IntegerField()
    kind = models.ForeignKey(Tag, on_delete=models.CASCADE)
class Receipt(models.Model):
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="receipt")
# file: shop/api.py
from rest_framework import serializers, viewsets, generics
from rest_framework.decorators import action
from rest_framework.response import Response
from .models import Country, Customer, Line, Order, Receipt, Tag
`;

/** Models and relations that a list reads for each row without having loaded them. */
function read(code: string): readonly string[] {
  return unloaded(models + code).map((each) => each.replace(/ \d+$/, ""));
}

const view = (queryset: string): string => `
class OrderViewSet(viewsets.ModelViewSet):
    queryset = ${queryset}
    serializer_class = OrderSerializer
`;
const plain = view("Order.objects.all()");

function serializer(fields: string, body = "", base = "serializers.ModelSerializer"): string {
  return `
class OrderSerializer(${base}):
${body}
    class Meta:
        model = Order
        fields = ${fields}
`;
}

test("fields that are made from the model's read relations to many, and those that others declare", () => {
  deepStrictEqual(read(serializer('("id", "customer")') + plain), []);
  deepStrictEqual(read(serializer('("id", "tags")') + plain), ["Order.tags"]);
  deepStrictEqual(read(serializer('("id", "tags")') + view("Order.objects.prefetch_related('tags')")), []);
  deepStrictEqual(read(serializer('["lines", "receipt"]') + plain), ["Order.lines", "Order.receipt"]);
  deepStrictEqual(read(serializer('"__all__"') + plain), ["Order.tags"]);
  deepStrictEqual(read(serializer('("total",)') + plain), ["Order.lines"]);
  deepStrictEqual(
    read(`class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        exclude = ["tags"]
${plain}`),
    [],
  );
});

test("declared fields read what they show", () => {
  const field = (declared: string): readonly string[] =>
    read(serializer('("shown",)', `    shown = serializers.${declared}`) + plain);
  deepStrictEqual(field("PrimaryKeyRelatedField(source='customer', read_only=True)"), []);
  deepStrictEqual(field("PrimaryKeyRelatedField(source='customer.country', read_only=True)"), [
    "Order.customer",
  ]);
  deepStrictEqual(field("PrimaryKeyRelatedField(source='tags', many=True, read_only=True)"), ["Order.tags"]);
  deepStrictEqual(field("SlugRelatedField(source='customer', slug_field='name', read_only=True)"), [
    "Order.customer",
  ]);
  deepStrictEqual(field("StringRelatedField(source='customer')"), ["Order.customer", "Customer.country"]);
  deepStrictEqual(field("CharField(source='customer.place')"), ["Order.customer", "Customer.country"]);
  deepStrictEqual(field("CharField(source='customer.name', write_only=True)"), []);
  deepStrictEqual(field("IntegerField(source='customer_id')"), []);
  deepStrictEqual(field("ReadOnlyField(source='total')"), ["Order.lines"]);
  deepStrictEqual(field("HyperlinkedRelatedField(source='customer', view_name='x', read_only=True)"), []);
  deepStrictEqual(field("HiddenField(default=1)"), []);
});

test("serializers within one another read down the relations", () => {
  const nested = `
class CountrySerializer(serializers.ModelSerializer):
    class Meta:
        model = Country
        fields = ["name"]
class CustomerSerializer(serializers.ModelSerializer):
    country = CountrySerializer()
    class Meta:
        model = Customer
        fields = ["name", "country"]
class LineSerializer(serializers.ModelSerializer):
    kind = serializers.SerializerMethodField()
    class Meta:
        model = Line
        fields = ["kind"]
    def get_kind(self, obj):
        return obj.kind.name
`;
  const both =
    nested +
    serializer(
      '["customer", "lines"]',
      "    customer = CustomerSerializer()\n    lines = LineSerializer(many=True)",
    );
  deepStrictEqual(read(both + view("Order.objects.select_related('customer')")), [
    "Customer.country",
    "Order.lines",
    "Line.kind",
  ]);
  deepStrictEqual(
    read(both + view("Order.objects.select_related('customer__country').prefetch_related('lines__kind')")),
    [],
  );
  // One row is shown by its own requests: what it leads to many of is still each.
  deepStrictEqual(
    read(
      `${both}
class OrderView(generics.RetrieveAPIView):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
`,
    ),
    ["Line.kind"],
  );
});

test("fields are inherited, joined from other serializers and taken away", () => {
  const base = `
class Base(serializers.ModelSerializer):
    place = serializers.CharField(source="customer.name")
    class Meta:
        model = Order
        fields = ("id", "place")
`;
  deepStrictEqual(
    read(`${base}
class OrderSerializer(Base):
    class Meta(Base.Meta):
        fields = Base.Meta.fields + ("tags",)
${plain}`),
    ["Order.customer", "Order.tags"],
  );
  deepStrictEqual(
    read(`${base}
class OrderSerializer(Base):
    place = None
    class Meta(Base.Meta):
        fields = [*Base.Meta.fields, "tags"]
${plain}`),
    ["Order.tags"],
  );
  deepStrictEqual(
    read(`${base}
class OrderSerializer(Base):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.context["request"].user.is_staff:
            self.fields.pop("place")
${plain}`),
    [],
  );
});

test("what a project's own representation and fields do is followed", () => {
  deepStrictEqual(
    read(
      serializer(
        '["id", "tags"]',
        `    def to_representation(self, instance):
        data = super().to_representation(instance)
        data["place"] = instance.customer.name
        return data`,
      ) + plain,
    ),
    ["Order.tags", "Order.customer"],
  );
  deepStrictEqual(
    read(
      serializer(
        '["id", "tags"]',
        `    def to_representation(self, instance):
        return {"place": instance.customer_id}`,
      ) + plain,
    ),
    [],
  );
  deepStrictEqual(
    read(
      `
class PlaceField(serializers.RelatedField):
    def to_representation(self, value):
        return value.country.name
` +
        serializer('["customer"]', "    customer = PlaceField(read_only=True)") +
        plain,
    ),
    ["Order.customer", "Customer.country"],
  );
});

test("views are asked as their own class, for each action", () => {
  const two = `
class LightSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["id"]
${serializer('["id", "tags", "lines", "place"]', "    place = serializers.CharField(source='customer.name')")}
class Base(viewsets.GenericViewSet):
    def get_queryset(self):
        return super().get_queryset().select_related("customer")
`;
  // A class of the framework that stands between those of the project does not hide what comes after it.
  const choosing = (action: string, otherwise: string): string => `${two}
class Own:
    def get_queryset(self):
        return super().get_queryset().prefetch_related("lines")
class OrderViewSet(Own, viewsets.mixins.ListModelMixin, Base):
    queryset = Order.objects.all()
    def get_serializer_class(self):
        if self.action ${action}:
            return ${otherwise}
        return OrderSerializer
`;
  deepStrictEqual(read(choosing('== "list"', "LightSerializer")), []);
  deepStrictEqual(read(choosing('in ("list", "retrieve")', "LightSerializer")), []);
  deepStrictEqual(read(choosing('== "retrieve"', "LightSerializer")), ["Order.tags"]);
  // Which query comes with which serializer hangs on conditions that stand apart.
  const paired = (condition: string): string => `${two}
class OrderViewSet(viewsets.ModelViewSet):
    def get_queryset(self):
        if self.request.GET.get("full"):
            return Order.objects.filter(pk__gt=1).select_related("customer").prefetch_related("tags", "lines")
        return Order.objects.all()
    def get_serializer_class(self):
        if ${condition}:
            return LightSerializer
        return OrderSerializer
`;
  deepStrictEqual(read(paired('not self.request.GET.get("full")')), []);
  deepStrictEqual(read(paired('self.action == "retrieve"')), ["Order.tags", "Order.lines", "Order.customer"]);
  deepStrictEqual(
    read(`${two}
class OrderViewSet(Base):
    queryset = Order.objects.all()
    @action(detail=False, serializer_class=OrderSerializer)
    def open(self, request):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
`),
    ["Order.tags", "Order.lines"],
  );
  deepStrictEqual(
    read(`${two}
def orders(request):
    return Response(OrderSerializer(Order.objects.all(), many=True).data)
`),
    ["Order.tags", "Order.lines", "Order.customer"],
  );
});

test("a query that a method field runs is run for each row", () => {
  deepStrictEqual(
    repeated(
      models +
        serializer(
          '["id", "open"]',
          `    open = serializers.SerializerMethodField()
    def get_open(self, obj):
        return Line.objects.filter(order=obj).count()`,
        ) +
        plain,
    ).map((each) => each.replace(/ \d+$/, "")),
    ["Line"],
  );
});

test("what cannot be followed is left alone", () => {
  for (const code of [
    serializer("names()") + plain,
    serializer('["tags"]') + view("unknown()"),
    serializer('["tags"]', "", "Unknown") + plain,
    serializer('["customer"]', "    customer = Elsewhere()") + plain,
    serializer('["tags"]') + view("Order.objects.prefetch_related(*names())"),
    `${serializer(
      '["tags"]',
      "    def __init__(self, *args, brief=False, **kwargs):\n        super().__init__(*args, **kwargs)",
    )}
def f():
    return OrderSerializer(Order.objects.all(), many=True, brief=True).data
`,
  ])
    deepStrictEqual(read(code), [], code);
});

test("a way begins where the method stands, which may be in another file than its class", () => {
  const [read] = eventsOf(`${models}
class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["customer"]
    customer = serializers.CharField()
# file: shop/bases.py
from rest_framework import viewsets
from rest_framework.response import Response
# as far below as the class itself stands


class Listed(viewsets.ModelViewSet):
    def list(self, request):
        return Response(self.get_serializer(self.get_queryset(), many=True).data)
# file: shop/views.py
from .api import OrderSerializer
from .bases import Listed
from .models import Order
class OrderViewSet(Listed):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
`).filter((event) => event.kind === "read" && event.root.startsWith("shop/views.py"));
  const [first] = read?.kind === "read" ? read.calls : [];
  deepStrictEqual(first?.place.module.path, "shop/bases.py");
});
