import assert from "node:assert/strict";
import { test } from "node:test";
import { type Contract, printOpenapi } from "#contract";
import { extractContract } from "#extract";
import { readFacts } from "#facts";
import { projectOf } from "../facts/check.ts";

function contractOf(text: string): Contract {
  const { value } = extractContract(readFacts(projectOf(text)));
  assert.ok(value);
  return value;
}

/** The contract as its document, for tests that are about what it says. */
// biome-ignore lint/suspicious/noExplicitAny: what the document has, the test says.
function documentOf(text: string): any {
  return printOpenapi(contractOf(text));
}

const shop = `
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend", "rest_framework.filters.SearchFilter"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
# file: site/urls.py
from django.urls import include, path
from rest_framework.routers import DefaultRouter
from shop.views import OrderViewSet, Rates
router = DefaultRouter()
router.include_root_view = False
router.register("orders", OrderViewSet)
urlpatterns = [path("api/", include(router.urls)), path("api/rates/<uuid:day>/", Rates.as_view())]
# file: shop/models.py
import uuid
from django.contrib.auth.models import User
from django.db import models
class Dated(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    class Meta:
        abstract = True
class Customer(models.Model):
    name = models.CharField(max_length=80)
    @property
    def initials(self) -> str: ...
class Order(Dated):
    class Status(models.TextChoices):
        OPEN = "open", "Open"
        PAID = "paid", "Paid"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    total = models.DecimalField(max_digits=9, decimal_places=2)
    note = models.TextField(blank=True)
    secret = models.CharField(max_length=20)
    bill = models.FileField(null=True)
# file: shop/serializers.py
from rest_framework import serializers
from drf_spectacular.utils import extend_schema_field
from shop.models import Customer, Order
class CustomerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Customer
        fields = ["id", "name", "initials", "orders"]
        read_only_fields = fields
class OrderSerializer(serializers.ModelSerializer):
    customer = CustomerSerializer(read_only=True)
    customer_id = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all(), source="customer", write_only=True)
    age = serializers.SerializerMethodField()
    mood = serializers.SerializerMethodField()
    lines = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False)
    def get_age(self, order) -> int | None: ...
    def get_mood(self, order): ...
    class Meta:
        model = Order
        exclude = ["owner"]
        extra_kwargs = {"secret": {"write_only": True}, "note": {"help_text": "What they said"}}
class OrderShortSerializer(OrderSerializer):
    age = None
    class Meta(OrderSerializer.Meta):
        exclude = None
        fields = ("id", "status", "bill")
# file: shop/views.py
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from shop.models import Order
from shop.serializers import CustomerSerializer, OrderSerializer, OrderShortSerializer
@extend_schema_view(list=extend_schema(parameters=[OpenApiParameter("mine", bool, description="Only mine")]))
class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    filterset_fields = {"status": ["exact", "in"], "total": ["gte"]}
    def get_serializer_class(self):
        if self.action in ("list", "retrieve"):
            return OrderShortSerializer
        return super().get_serializer_class()
    @action(detail=True, methods=["post"], serializer_class=CustomerSerializer, permission_classes=[AllowAny])
    def pay(self, request, pk=None):
        return Response(self.get_serializer().data)
class Rates(APIView):
    @extend_schema(responses={200: {"type": "array", "items": {"type": "number"}}}, tags=["rates"], operation_id="rates")
    def get(self, request, day): ...
    def post(self, request, day): ...
`;

test("viewsets give operations with their parameters, bodies and answers, each as its serializer says", () => {
  const { paths } = documentOf(shop);
  assert.deepEqual(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method} ${path}`),
    ),
    [
      "get /api/orders/",
      "post /api/orders/",
      "get /api/orders/{pk}/",
      "put /api/orders/{pk}/",
      "patch /api/orders/{pk}/",
      "delete /api/orders/{pk}/",
      "post /api/orders/{pk}/pay/",
      "get /api/rates/{day}/",
      "post /api/rates/{day}/",
    ],
  );
  const list = paths["/api/orders/"].get;
  assert.deepEqual(
    // biome-ignore lint/suspicious/noExplicitAny: what the document has, the test says.
    list.parameters.map(({ in: place, name, schema }: any) => `${place} ${name} ${JSON.stringify(schema)}`),
    [
      'query status {"type":"string","enum":["open","paid"]}',
      'query status__in {"type":"array","items":{"type":"string","enum":["open","paid"]}}',
      'query total__gte {"type":"number"}',
      'query search {"type":"string"}',
      'query page {"type":"integer"}',
      'query mine {"type":"boolean"}',
    ],
  );
  assert.deepEqual(Object.keys(paths["/api/orders/"].post.responses), ["201"]);
  assert.deepEqual(Object.keys(paths["/api/orders/{pk}/"].delete.responses), ["204"]);
  assert.equal(paths["/api/orders/{pk}/"].get.parameters[0].schema.format, "uuid");
  assert.equal(paths["/api/rates/{day}/"].get.parameters[0].schema.format, "uuid");
  assert.deepEqual(paths["/api/rates/{day}/"].get.tags, ["rates"]);
  assert.equal(paths["/api/rates/{day}/"].get.operationId, "rates");
  assert.deepEqual(paths["/api/orders/"].get.security, [{ tokenAuth: [] }]);
  assert.deepEqual(paths["/api/orders/{pk}/pay/"].post.security, undefined);
  assert.match(
    paths["/api/rates/{day}/"].post.responses["200"].content["application/json"].schema["x-keelback-unknown"],
    /nothing says/,
  );
});

test("a serializer is one shape taken in and another given out, and a partial one for a change", () => {
  const { components, paths } = documentOf(shop);
  const { schemas } = components;
  const taken = schemas["Order-Input"];
  const given = schemas["Order-Output"];
  assert.deepEqual(Object.keys(taken.properties), [
    "customer_id",
    "lines",
    "status",
    "total",
    "note",
    "secret",
    "bill",
  ]);
  assert.deepEqual(taken.required, ["customer_id", "total", "secret"]);
  assert.equal(taken.properties.bill.format, "binary");
  assert.equal(taken.properties.secret.maxLength, 20);
  assert.equal(taken.properties.secret.minLength, 1);
  assert.equal(taken.properties.note.minLength, undefined);
  assert.deepEqual(Object.keys(given.properties), [
    "customer",
    "age",
    "mood",
    "lines",
    "created",
    "id",
    "status",
    "total",
    "note",
    "bill",
  ]);
  assert.deepEqual(given.properties.age.type, ["integer", "null"]);
  assert.ok(given.properties.mood["x-keelback-unknown"]);
  assert.equal(given.properties.total.type, "string");
  assert.deepEqual(given.properties.bill.type, ["string", "null"]);
  assert.equal(given.properties.note.description, "What they said");
  assert.deepEqual(Object.keys(schemas.Customer.properties), ["id", "name", "initials", "orders"]);
  assert.deepEqual(schemas.Customer.properties.orders.items, { type: "string", format: "uuid" });
  assert.deepEqual(Object.keys(schemas.OrderShort.properties), ["id", "status", "bill"]);
  assert.equal(schemas.PatchedOrder.required, undefined);
  const page = paths["/api/orders/"].get.responses["200"].content["application/json"].schema.$ref
    .split("/")
    .at(-1);
  assert.deepEqual(Object.keys(schemas[page].properties), ["count", "next", "previous", "results"]);
});

test("a status that the source does not tell is none, whatever its name is", () => {
  const { paths } = documentOf(
    shop.replace(
      'responses={200: {"type": "array", "items": {"type": "number"}}}',
      'responses={codes.constructor: {"type": "string"}, 200: {"type": "array", "items": {"type": "number"}}}',
    ),
  );
  const answers = Object.values<Readonly<Record<string, { readonly operationId?: string }>>>(paths)
    .flatMap((path) => Object.values(path))
    .find(({ operationId }) => operationId === "rates") as unknown as { readonly responses: object };
  assert.deepEqual(Object.keys(answers.responses), ["200"]);
});
