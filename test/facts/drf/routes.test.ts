import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { openClasses, openEvaluator } from "#facts";
import { readRoutes } from "../../../src/facts/django/routes.ts";
import { openExtension } from "../../../src/facts/drf/extension.ts";
import { projectOf } from "../check.ts";

/** Each route in one line: method, path, what answers, its name, and a mark where a suffix of a format may follow. */
function routesOf(text: string): readonly string[] {
  const project = projectOf(`
# file: settings.py
ROOT_URLCONF = "urls"
AUTH_USER_MODEL = "people.Person"
${text}`);
  const classes = openClasses(project);
  const routes = readRoutes({ project, classes, evaluator: openEvaluator(project, classes) }, [
    openExtension,
  ]);
  return routes.map(({ method, path, handler, action, name, suffixed, opaque }) =>
    [
      method,
      path,
      [handler.slice(handler.lastIndexOf(":") + 1), ...(action === undefined ? [] : [action])].join("."),
      name ?? "-",
      ...(suffixed ? ["suffixed"] : []),
      ...(opaque ? ["opaque"] : []),
    ].join(" "),
  );
}

test("routers make routes of the actions that viewsets have, by mixins, of their own and marked ones", () => {
  const routes = routesOf(`
# file: urls.py
from django.urls import include, path
from rest_framework.routers import DefaultRouter, SimpleRouter
from views import OrderViewSet, Read
router = DefaultRouter()
router.register("orders", OrderViewSet)
plain = SimpleRouter(trailing_slash=False)
plain.register(r"shops/(?P<shop>[^/.]+)/reads", Read, basename="read")
urlpatterns = [path("api/", include((router.urls, "api")))] + plain.urls
# file: views.py
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from django.contrib.auth import get_user_model
User = get_user_model()
class Archive:
    @action(detail=True, methods=["POST", "DELETE"], url_path="put-away/(?P<place>[^/.]{2})", url_name="away")
    def archive(self, request, pk, place): ...
class OrderViewSet(Archive, mixins.CreateModelMixin, mixins.UpdateModelMixin, viewsets.GenericViewSet):
    queryset = User.objects.filter(active=True)
    http_method_names = ["get", "post", "patch", "head"]
    lookup_field = "slug"
    lookup_value_regex = "[a-z]{2}"
    def list(self, request): ...
    @action(detail=False)
    def top_ten(self, request): ...
    @top_ten.mapping.post
    def add_top(self, request): ...
class Read(viewsets.ReadOnlyModelViewSet):
    lookup_url_kwarg = "read_id"
`);
  deepStrictEqual(routes, [
    "GET /api/orders/ OrderViewSet.list api:person-list suffixed",
    "POST /api/orders/ OrderViewSet.create api:person-list suffixed",
    "GET /api/orders/top_ten/ OrderViewSet.top_ten api:person-top-ten suffixed",
    "POST /api/orders/top_ten/ OrderViewSet.add_top api:person-top-ten suffixed",
    "PATCH /api/orders/{slug}/ OrderViewSet.partial_update api:person-detail suffixed",
    "POST /api/orders/{slug}/put-away/{place}/ OrderViewSet.archive api:person-away suffixed",
    "GET /api/ rest_framework.routers.APIRootView.get api:api-root suffixed",
    "GET /shops/{shop}/reads Read.list read-list",
    "GET /shops/{shop}/reads/{read_id} Read.retrieve read-detail",
  ]);
});

test("routers nest, take each other over, are filled by loops and functions, and have classes of their own", () => {
  const routes = routesOf(`
# file: urls.py
from django.conf import settings
from django.urls import include, path
from rest_framework import routers as plain
from rest_framework.routers import DefaultRouter, DynamicRoute, Route, SimpleRouter
from rest_framework_extensions.routers import ExtendedSimpleRouter
from rest_framework_nested import routers
from package.views import DeviceViewSet
from views import Each, Some
from own import Own
top = routers.SimpleRouter(trailing_slash=False)
top.register("shops", Each, basename="shop")
shop = routers.NestedSimpleRouter(top, "shops", lookup="shop")
shop.register("orders", Each, basename="shop-order")
order = routers.NestedSimpleRouter(shop, "orders")
order.register("lines", Some, basename="line")
def fill(router, prefix):
    router.register(prefix, Some, basename=prefix)
chosen = DefaultRouter() if settings.DEBUG else SimpleRouter()
fill(top, "filled")
for prefix, view in [("one", Some), ("two", Some)]:
    chosen.register(prefix, view, prefix)
other = DefaultRouter()
other.include_root_view = False
other.registry.extend(chosen.registry)
other.register("devices", DeviceViewSet)
own = Own()
own.register("own", Each, basename="own")
chained = ExtendedSimpleRouter()
chained.register("a", Some, basename="a").register("b", Some, basename="a-b", parents_query_lookups=["a"])
named = chained.register("c", Some, basename="c")
under = named.register("d", Some, basename="c-d", parents_query_lookups=["c"])
under.register("e", Some, basename="c-d-e", parents_query_lookups=["c", "d"])
urlpatterns = [
    *top.urls, *shop.urls, *order.urls,
    path("chosen/", include(chosen.urls)),
    path("other/", include(other.urls)),
    path("own/", include(own.urls)),
    path("chained/", include(chained.urls)),
]
# file: own.py
from rest_framework.routers import DynamicRoute, Route, SimpleRouter
class Own(SimpleRouter):
    routes = [
        Route(url=r"^{prefix}{trailing_slash}$", mapping={"get": "list"}, name="{basename}-all", detail=False, initkwargs={}),
        Route(r"^{prefix}/one/{lookup}$", {"get": "retrieve"}, "{basename}-one", True, {}),
        DynamicRoute(url=r"^{prefix}/do/{lookup}/{url_path}$", name="{basename}-do-{url_name}", detail=True, initkwargs={}),
    ]
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.trailing_slash = "/?"
        self.routes[0].mapping.update({"delete": "clear"})
# file: views.py
from rest_framework.decorators import action
from rest_framework.viewsets import ViewSet
class Each(ViewSet):
    def list(self, request): ...
    def clear(self, request): ...
    def retrieve(self, request, pk): ...
    @action(["put"], True)
    def mark(self, request, pk): ...
class Some(ViewSet):
    def list(self, request): ...
`);
  deepStrictEqual(routes, [
    "GET /shops Each.list shop-list",
    "GET /shops/{pk} Each.retrieve shop-detail",
    "PUT /shops/{pk}/mark Each.mark shop-mark",
    "GET /filled Some.list filled-list",
    "GET /shops/{shop_pk}/orders Each.list shop-order-list",
    "GET /shops/{shop_pk}/orders/{pk} Each.retrieve shop-order-detail",
    "PUT /shops/{shop_pk}/orders/{pk}/mark Each.mark shop-order-mark",
    "GET /shops/{shop_pk}/orders/{nested_2_pk}/lines Some.list line-list",
    "GET /chosen/one/ Some.list one-list",
    "GET /chosen/two/ Some.list two-list",
    "ANY /other/devices/ package.views.DeviceViewSet - opaque",
    "GET /other/one/ Some.list one-list suffixed",
    "GET /other/two/ Some.list two-list suffixed",
    "GET /own/own/ Each.list own-all",
    "DELETE /own/own/ Each.clear own-all",
    "GET /own/own/one/{pk} Each.retrieve own-one",
    "PUT /own/own/do/{pk}/mark Each.mark own-do-mark",
    "GET /chained/a/ Some.list a-list",
    "GET /chained/a/{parent_lookup_a}/b/ Some.list a-b-list",
    "GET /chained/c/ Some.list c-list",
    "GET /chained/c/{parent_lookup_c}/d/ Some.list c-d-list",
    "GET /chained/c/{parent_lookup_c}/d/{parent_lookup_d}/e/ Some.list c-d-e-list",
  ]);
});

test("views of classes and functions answer what they, their bases and their decorators say", () => {
  const routes = routesOf(`
# file: urls.py
from django.urls import path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView
from rest_framework.urlpatterns import format_suffix_patterns
import views
urlpatterns = format_suffix_patterns([path("keys/", views.Keys.as_view(), name="keys"), path("ping", views.ping)])
urlpatterns.append(path("less/", views.Keys.as_view(http_method_names=["get"]), name="less"))
urlpatterns += [
    path("one/<int:pk>", views.Many.as_view({"get": "retrieve", "post": "absent", "put": "retrieve"})),
    path("schema", cache_page(60)(SpectacularAPIView.as_view())),
]
# file: views.py
from rest_framework import generics
from rest_framework.decorators import api_view, permission_classes
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet
class Base(APIView):
    def delete(self, request): ...
class Keys(Base, generics.ListCreateAPIView):
    post = None
@api_view(["GET", "PUT"])
@permission_classes([])
def ping(request): ...
class Many(ViewSet):
    http_method_names = ["get", "post"]
    def retrieve(self, request, pk): ...
`);
  deepStrictEqual(routes, [
    "GET /keys/ Keys.get keys suffixed",
    "DELETE /keys/ Keys.delete keys suffixed",
    "GET /ping ping - suffixed",
    "PUT /ping ping - suffixed",
    "GET /less/ Keys.get less",
    "GET /one/{pk} Many.retrieve -",
    "GET /schema drf_spectacular.views.SpectacularAPIView.get -",
  ]);
});

test("routers in a circle end", () => {
  const routes = routesOf(`
# file: urls.py
from rest_framework_nested.routers import NestedSimpleRouter, SimpleRouter
from views import Some
a = NestedSimpleRouter(b, "b")
b = NestedSimpleRouter(a, "a")
a.register("a", Some, basename="a")
b.register("b", Some, basename="b")
a.registry.extend(a.registry)
urlpatterns = a.urls + b.urls
# file: views.py
from rest_framework.viewsets import ModelViewSet as Some
`);
  deepStrictEqual(routes, []);
});
