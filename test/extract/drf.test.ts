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
from drf_spectacular.utils import extend_schema
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
      'query status__in {"type":"array","items":{"type":"string"}}',
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

const versioned = (settings: string, paginator: string, views: string) => `
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
REST_FRAMEWORK = {${settings}}
# file: site/urls.py
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from shop.views import OrderViewSet
router = SimpleRouter()
router.register("orders", OrderViewSet)
urlpatterns = [path("", include(router.urls))]
# file: shop/models.py
from django.db import models
class Order(models.Model):
    name = models.CharField(max_length=80)
# file: shop/views.py
from collections import OrderedDict
from django.conf import settings
from rest_framework import serializers, viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from shop.models import Order
class OldSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["name"]
class NewSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["id", "name"]
class Pages(PageNumberPagination):
    page_size = 10
${paginator}
class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.all()
    pagination_class = Pages
${views}
`;

test("a serializer that is chosen by the version of a request is that of a request which names none", () => {
  const views = `    def get_serializer_class(self):
        if self.request.version and int(self.request.version) < 10:
            return OldSerializer
        return NewSerializer`;
  const shown = (settings: string) =>
    Object.keys(documentOf(versioned(settings, "", views)).components?.schemas ?? {})
      .filter((name) => !name.startsWith("Paginated"))
      .join();
  const aside = '"DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.AcceptHeaderVersioning", ';
  assert.equal(shown(`${aside}"DEFAULT_VERSION": "10"`), "New");
  assert.equal(shown(`${aside}"DEFAULT_VERSION": "9"`), "Old");
  assert.equal(shown(aside), "New");
  assert.equal(shown(""), "New");
  assert.equal(shown(`${aside}"DEFAULT_VERSION": read_version()`), "");
  assert.equal(shown('"DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning"'), "");
});

test("an envelope that is put together in steps has what each way through puts into it", () => {
  const envelope = (body: string, settings = '"DEFAULT_VERSION": "10"') => {
    const { components } = documentOf(versioned(settings, body, "    serializer_class = NewSerializer"));
    const [name] = Object.keys(components.schemas).filter((each) => each.startsWith("Paginated"));
    const { properties, required, "x-keelback-unknown": unknown } = components.schemas[name ?? ""] ?? {};
    return unknown ?? `${Object.keys(properties ?? {}).join()} of which ${required?.join()}`;
  };
  const steps = `    def _old(self):
        request = getattr(self, "request", None)
        fallback = settings.REST_FRAMEWORK["DEFAULT_VERSION"]
        return int(request.version if request else fallback) < 10
    def get_paginated_response(self, data):
        found = [("count", self.page.paginator.count), ("next", self.get_next_link())]
        if self._old():
            found.append(("all", self.all_ids()))
        found.append(("results", data))
        return Response(OrderedDict(found))`;
  const aside = '"DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.AcceptHeaderVersioning", ';
  assert.equal(
    envelope(steps, `${aside}"DEFAULT_VERSION": "10"`),
    "count,next,results of which count,next,results",
  );
  assert.equal(
    envelope(steps, `${aside}"DEFAULT_VERSION": "9"`),
    "count,next,all,results of which count,next,all,results",
  );
  assert.equal(
    envelope(steps, `${aside}"DEFAULT_VERSION": worked_out()`),
    "count,next,all,results of which count,next,results",
  );
  const more = `    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        response.data["pages"] = self.page.paginator.num_pages
        response.data.update({"links": {"next": self.get_next_link()}})
        response.data.pop("previous")
        return response`;
  assert.equal(envelope(more), "count,next,results,pages,links of which count,results,pages,links");
  const lost = `    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        for name in self.names:
            response.data[name] = 1
        return response`;
  assert.match(envelope(lost), /may have more fields/);
});

test("bounds of validators, choices of a class within a class, relations to many rows, and an action that divides nothing", () => {
  const { components, paths } = documentOf(`
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination"}
# file: site/urls.py
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from shop.views import OrderViewSet
router = SimpleRouter()
router.register("orders", OrderViewSet)
urlpatterns = [path("", include(router.urls))]
# file: shop/models.py
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
class Tag(models.Model):
    name = models.CharField(max_length=8)
class Order(models.Model):
    class Kind(models.TextChoices):
        SHORT = ("short", "Short")
        LONG = ("long"), "Long"
    pages = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(limit_value=9)])
    kind = models.CharField(max_length=9)
    tags = models.ManyToManyField(Tag)
# file: shop/views.py
from rest_framework import serializers, viewsets
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from shop.models import Order, Tag
class OrderSerializer(serializers.ModelSerializer):
    kind = serializers.ChoiceField(choices=Order.Kind)
    tags = serializers.PrimaryKeyRelatedField(many=True, allow_null=True, queryset=Tag.objects.all())
    links = serializers.HyperlinkedRelatedField(many=True, read_only=True, view_name="tag")
    class Meta:
        model = Order
        fields = ["pages", "kind", "tags", "links"]
class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    @extend_schema(responses=OrderSerializer(many=True))
    @action(detail=False)
    def recent(self, request):
        return Response(OrderSerializer(self.get_queryset()[:5], many=True).data)
    @extend_schema(responses=OrderSerializer(many=True))
    @action(detail=False)
    def mine(self, request):
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(OrderSerializer(page, many=True).data)
`);
  const { pages, kind, tags, links } = components.schemas.Order.properties;
  assert.deepEqual(pages, { type: ["integer", "null"], minimum: 1, maximum: 9 });
  assert.deepEqual(kind, { type: "string", enum: ["short", "long"] });
  assert.deepEqual(tags, { type: "array", items: { type: ["integer", "null"] } });
  assert.deepEqual(links, { type: "array", items: { type: "string", format: "uri" } });
  const shown = (path: string) => paths[path].get.responses["200"].content["application/json"].schema;
  const asked = (path: string) =>
    (paths[path].get.parameters ?? []).map(({ name }: { name: string }) => name);
  assert.equal(shown("/orders/recent/").type, "array");
  assert.deepEqual(asked("/orders/recent/"), []);
  assert.equal(shown("/orders/mine/").$ref, "#/components/schemas/PaginatedOrderList");
  assert.deepEqual(asked("/orders/mine/"), ["page"]);
});

test("tags that nobody states are the first parts below what all paths share, or below what the settings take off", () => {
  const tagsOf = (
    above: string,
    settings = "",
    routes = 'router.register("lines", LineViewSet, basename="line")',
  ) => {
    const { paths } = documentOf(`
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
${settings}
# file: site/urls.py
from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.routers import SimpleRouter
class OrderSerializer(serializers.Serializer):
    number = serializers.IntegerField()
class OrderViewSet(viewsets.GenericViewSet):
    serializer_class = OrderSerializer
    def list(self, request): ...
class LineViewSet(OrderViewSet): ...
router = SimpleRouter()
router.register("orders", OrderViewSet, basename="order")
${routes}
urlpatterns = [path("${above}", include(router.urls))]
`);
    return Object.fromEntries(Object.keys(paths).map((path) => [path, paths[path].get.tags]));
  };
  const spectacular = (prefix: string) => `SPECTACULAR_SETTINGS = {"SCHEMA_PATH_PREFIX": ${prefix}}`;
  assert.deepEqual(tagsOf("api/v2/"), { "/api/v2/orders/": ["orders"], "/api/v2/lines/": ["lines"] });
  assert.deepEqual(tagsOf("api/", spectacular("None")), {
    "/api/orders/": ["orders"],
    "/api/lines/": ["lines"],
  });
  assert.deepEqual(tagsOf("api/v2/", spectacular("r'/API/v[0-9]'")), {
    "/api/v2/orders/": ["orders"],
    "/api/v2/lines/": ["lines"],
  });
  assert.deepEqual(tagsOf("api/v2/", spectacular("'/api'")), {
    "/api/v2/orders/": ["v2"],
    "/api/v2/lines/": ["v2"],
  });
  assert.deepEqual(tagsOf("api/", "", ""), { "/api/orders/": ["api"] }, "one view alone shares nothing");
  // An expression that is more than signs and classes of them is not run over paths.
  assert.deepEqual(tagsOf("api/", spectacular("'/(a|p|i)*'")), {
    "/api/orders/": ["orders"],
    "/api/lines/": ["lines"],
  });
});
