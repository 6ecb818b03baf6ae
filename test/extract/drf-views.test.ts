import assert from "node:assert/strict";
import { test } from "node:test";
import { printOpenapi } from "#contract";
import { extractContract } from "#extract";
import { readFacts } from "#facts";
import { projectOf } from "../facts/check.ts";

/** The contract of a shop with these views, as its document. */
// biome-ignore lint/suspicious/noExplicitAny: what the document has, the test says.
function shopWith(views: string, models = ""): any {
  const { value } = extractContract(
    readFacts(
      projectOf(`
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
from shop.described import description
SPECTACULAR_SETTINGS = description
REST_FRAMEWORK = {"DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"]}
# file: shop/described.py
description = {"TITLE": "Shop API", "VERSION": "1.2.0"}
# file: site/urls.py
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from shop.views import OrderViewSet
router = SimpleRouter()
router.register("orders", OrderViewSet, basename="order")
urlpatterns = [path("", include(router.urls))]
# file: shop/models.py
from django.db import models
class Order(models.Model):
    grade = models.CharField(max_length=1, choices=[("a", "A"), ("b", "B")])
    picture = models.ImageField()
${models}
# file: shop/views.py
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets
from shop.models import Order
${views}
`),
    ),
  );
  assert.ok(value);
  return printOpenapi(value);
}

const serializer = `class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["id", "grade", "picture"]
`;

test("rows of a view are known by the names that its function gives to them on the way", () => {
  const keyOf = (body: string) => {
    const view = `class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = OrderSerializer
    def get_queryset(self):
${body}`;
    return shopWith(`${serializer}${view}`).paths["/orders/{pk}/"].get.parameters[0].schema.type;
  };
  assert.equal(
    keyOf(`        rows = Order.objects.all()
        if self.request.query_params.get("mine"):
            rows = rows.filter(owner=self.request.user)
        return rows.distinct()`),
    "integer",
  );
  assert.equal(
    keyOf(`        rows = Order.objects.filter(hidden=False)
        if self.request.user.is_staff:
            return rows
        return rows.filter(a=1) | rows.filter(b=2)`),
    "integer",
  );
  assert.equal(keyOf("        rows = elsewhere()\n        return rows"), undefined);
  assert.equal(keyOf("        rows = rows.all()\n        return rows"), undefined);
});

test("only a value that is equal is chosen from a list: what is compared is of the plain type", () => {
  const { paths } = shopWith(`${serializer}class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    filterset_fields = {"grade": ["exact", "in", "gt"]}
`);
  const found = paths["/orders/"].get.parameters.map(
    ({ name, schema }: { name: string; schema: object }) => `${name} ${JSON.stringify(schema)}`,
  );
  assert.deepEqual(found, [
    'grade {"type":"string","enum":["a","b"]}',
    'grade__in {"type":"array","items":{"type":"string"}}',
    'grade__gt {"type":"string"}',
  ]);
});

test("how long the name of a file may be says nothing of the file, and a serializer that is stated may be null", () => {
  const { components } = shopWith(`class Sizes(serializers.Serializer):
    small = serializers.CharField()
class OrderSerializer(serializers.ModelSerializer):
    sizes = serializers.SerializerMethodField()
    @extend_schema_field(Sizes(allow_null=True))
    def get_sizes(self, order): ...
    class Meta:
        model = Order
        fields = ["picture", "sizes"]
class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
`);
  const { picture, sizes } = components.schemas.Order.properties;
  assert.deepEqual(picture, { type: "string", format: "uri" });
  assert.match(JSON.stringify(sizes), /"\$ref":"#\/components\/schemas\/Sizes".*null/);
});

test("statuses that functions of views raise and answer are told, and those with which they end well are theirs", () => {
  const { info, paths } = shopWith(`from django.http import Http404, HttpResponseForbidden, JsonResponse
from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, NotFound, PermissionDenied
from rest_framework.response import Response
class Taken(APIException):
    status_code = status.HTTP_409_CONFLICT
class Gone(NotFound):
    default_detail = "gone"
${serializer}class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    def perform_create(self, serializer):
        self.check_limit()
    def check_limit(self):
        raise Taken()
    def retrieve(self, request, pk):
        if pk == "0":
            raise Http404
        return super().retrieve(request, pk)
    def update(self, request, pk):
        if worked_out():
            return Response({}, status=worked_out())
        raise PermissionDenied("no")
    def destroy(self, request, pk):
        get_object_or_404(Order, pk=pk)
        if request.user.is_anonymous:
            return HttpResponseForbidden()
        return Response({"left": 1})
    @action(detail=True, methods=["post"])
    def pay(self, request, pk):
        try:
            start()
        except Exception:
            return Response({"detail": "late"}, status.HTTP_410_GONE)
        if request.data:
            raise Gone
        return Response(status=202)
    @action(detail=True, methods=["get", "put"])
    def seal(self, request, pk):
        if request.query_params.get("deep"):
            raise NotFound()
        if request.method == "PUT":
            if request.data:
                raise Taken()
            return Response(status=204)
        return Response({"seal": 1})
    @action(detail=True, methods=["post"])
    def copy(self, request, pk):
        def later():
            return 1
        return Response(self.get_serializer(self.get_object()).data, status=201)
`);
  assert.deepEqual(info, { title: "Shop API", version: "1.2.0" });
  const told = (path: string, method: string) =>
    Object.entries(
      paths[path][method].responses as Record<string, { content?: Record<string, { schema: object }> }>,
    )
      .map(([code, { content }]) => `${code} ${JSON.stringify(content?.["application/json"]?.schema ?? "-")}`)
      .map((text) => text.replace(/\{"x-keelback-unknown".*/, "?"));
  const order = '{"$ref":"#/components/schemas/Order-Output"}';
  assert.deepEqual(told("/orders/", "post"), [`201 ${order}`, '409 "-"']);
  assert.deepEqual(told("/orders/{pk}/", "get"), [`200 ${order}`, '404 "-"']);
  assert.deepEqual(told("/orders/{pk}/", "put"), [`200 ${order}`, '403 "-"']);
  assert.deepEqual(told("/orders/{pk}/", "delete"), ["200 ?", '403 "-"', '404 "-"']);
  assert.deepEqual(told("/orders/{pk}/pay/", "post"), ['202 "-"', '404 "-"', '410 "-"']);
  assert.deepEqual(told("/orders/{pk}/seal/", "get"), [`200 ${order}`, '404 "-"']);
  assert.deepEqual(told("/orders/{pk}/seal/", "put"), ['204 "-"', '404 "-"', '409 "-"']);
  assert.deepEqual(told("/orders/{pk}/copy/", "post"), [`201 ${order}`]);
});

test("answers that a function of the project makes may be anything: the view's own status counts, and a list has its pages", () => {
  const { paths } = shopWith(`from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
class Pages(LimitOffsetPagination):
    offset_query_param = "start"
def accepted(of):
    return {(202, "application/json"): of}
${serializer}@extend_schema_view(list=extend_schema(responses=accepted(OrderSerializer)))
class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    pagination_class = Pages
    @extend_schema(responses=accepted(OrderSerializer))
    def create(self, request):
        return make(request)
    @extend_schema(responses=accepted(OrderSerializer))
    @action(detail=True, methods=["post"])
    def pay(self, request, pk):
        return Response({}, status=status.HTTP_202_ACCEPTED)
`);
  const list = paths["/orders/"].get;
  assert.deepEqual(
    list.parameters.map(({ name }: { readonly name: string }) => name),
    ["limit", "start"],
  );
  assert.equal(
    paths["/orders/"].post["x-keelback-unknown"],
    "the status of its answer is worked out as it runs",
  );
  assert.deepEqual(Object.keys(paths["/orders/{pk}/pay/"].post.responses), ["202"]);
});

test("who may call is not known where a class of the project decides it", () => {
  const decides = (permission: string, authentication = "BasicAuthentication"): unknown => {
    const { value } = extractContract(
      readFacts(
        projectOf(`
# file: manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
# file: site/settings.py
ROOT_URLCONF = "site.urls"
# file: site/urls.py
from django.urls import path
from shop.views import Orders
urlpatterns = [path("orders/", Orders.as_view())]
# file: shop/views.py
from rest_framework.authentication import BaseAuthentication, BasicAuthentication
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.views import APIView
class Signed(BaseAuthentication):
    def authenticate(self, request): ...
class IsKnown(BasePermission):
    def has_permission(self, request, view): ...
class IsStaff(IsAuthenticated):
    def has_permission(self, request, view): ...
class Orders(APIView):
    authentication_classes = [${authentication}]
    permission_classes = [${permission}]
    def get(self, request): ...
`),
      ),
    );
    return value?.operations[0]?.decidesAccess;
  };
  assert.equal(decides("AllowAny"), undefined);
  assert.equal(decides(""), undefined);
  assert.equal(decides("IsAuthenticated"), undefined);
  assert.equal(decides("IsStaff"), undefined);
  assert.equal(decides("IsKnown"), true);
  assert.equal(decides("IsAuthenticated", "Signed"), true);
});

test("permissions that a view chooses by its action are those of that action", () => {
  const { paths } = shopWith(`from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.authentication import BasicAuthentication
${serializer}class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    authentication_classes = [BasicAuthentication]
    permission_classes = [IsAuthenticated]
    def get_permissions(self):
        if self.action == "create":
            return [AllowAny()]
        if self.action in ("list", "destroy"):
            if self.action == "list":
                classes = [AllowAny]
            else:
                classes = [IsAdminUser]
            return [each() for each in classes]
        if self.action == "update":
            self.permission_classes = (AllowAny,)
        return super().get_permissions()
`);
  const [all, one] = [paths["/orders/"], paths["/orders/{pk}/"]];
  const asks = [all.get, all.post, one.put, one.get, one.delete].map(({ security }) => security);
  assert.deepEqual(asks, [undefined, undefined, undefined, [{ basicAuth: [] }], [{ basicAuth: [] }]]);
});

test("methods that a list of another module names, filters that a property gives by the action, and fields that take what they show", () => {
  const { paths, components } = shopWith(
    `from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework.decorators import action
from rest_framework.filters import SearchFilter
from rest_framework.response import Response
METHODS = ["get", "post", "patch"]
KEY = r"^[a-z]{1,9}$"
class Taken(serializers.SerializerMethodField):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.read_only = False
    def to_internal_value(self, data):
        return data
class OrderSerializer(serializers.ModelSerializer):
    parts = Taken()
    key = serializers.RegexField(KEY)
    made = serializers.RegexField(worked_out())
    slug = serializers.SlugField(max_length=5)
    tags = serializers.ListField(child=serializers.CharField(max_length=9))
    @extend_schema_field({"type": "string"})
    def get_parts(self, order): ...
    class Meta:
        model = Order
        fields = ["id", "grade", "parts", "key", "made", "tags", "slug", "words", "name"]
class AskedSerializer(serializers.Serializer):
    q = serializers.CharField(required=False)
class Base(viewsets.ModelViewSet):
    filter_backends = [SearchFilter]
class OrderViewSet(Base):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    http_method_names = METHODS
    @property
    def filter_backends(self):
        if self.action == "found":
            return []
        return super().filter_backends
    @extend_schema(parameters=[AskedSerializer], responses=OrderSerializer(many=True))
    @action(detail=False)
    def found(self, request):
        return Response([])
`,
    `    words = ArrayField(models.CharField(max_length=7))
    name = models.SlugField()
from django.contrib.postgres.fields import ArrayField
`,
  );
  const { parts, key, made, tags, slug, words, name } = components.schemas.PatchedOrder.properties;
  assert.deepEqual(slug, { type: "string", minLength: 1, maxLength: 5, pattern: "^[-a-zA-Z0-9_]+$" });
  assert.deepEqual(name, { type: "string", minLength: 1, maxLength: 50, pattern: "^[-a-zA-Z0-9_]+$" });
  assert.deepEqual(words.items, { type: "string", minLength: 1, maxLength: 7 });
  assert.deepEqual(Object.keys(paths["/orders/{pk}/"]).toSorted(), ["get", "patch"]);
  const names = (path: string): readonly string[] =>
    paths[path].get.parameters.map(({ name }: { readonly name: string }) => name);
  assert.deepEqual([names("/orders/"), names("/orders/found/")], [["search"], ["q"]]);
  assert.equal(paths["/orders/found/"].get.parameters[0].schema.minLength, 1);
  assert.deepEqual([parts.type, parts.readOnly], ["string", undefined]);
  assert.deepEqual(tags.items, { type: "string", minLength: 1, maxLength: 9 });
  assert.equal(key.pattern, "^[a-z]{1,9}$");
  assert.equal(made["x-keelback-unknown"], "pattern is worked out as it runs");
});
