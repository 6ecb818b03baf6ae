import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { openClasses, openEvaluator, type RouteFact } from "#facts";
import { pathTemplate } from "../../../src/facts/django/path-template.ts";
import { readRoutes } from "../../../src/facts/django/routes.ts";
import { projectOf } from "../check.ts";

function factsOf(text: string): readonly RouteFact[] {
  const project = projectOf(text);
  const classes = openClasses(project);
  return readRoutes({ project, classes, evaluator: openEvaluator(project, classes) }, []);
}

/** Each route in one line: method, path, what answers, its name, and what must hold. */
function routesOf(text: string): readonly string[] {
  return factsOf(text).map(({ method, path, handler, action, name, when, opaque }) =>
    [
      method,
      path,
      action === undefined ? handler : `${handler}.${action}`,
      ...(name === undefined ? [] : [name]),
      ...(opaque ? ["opaque"] : []),
      ...(when === undefined ? [] : [`when ${when.join(" and ")}`]),
    ].join(" "),
  );
}

const settings = `
# file: manage.py
import os
def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings.local")
# file: site_/__init__.py
# file: site_/settings/__init__.py
# file: site_/settings/base.py
ROOT_URLCONF = "site_.urls"
MEDIA_URL = "/media/"
PREFIX = os.getenv("PREFIX", "app/")
MADE = trim(read("MADE"))
# file: site_/settings/local.py
from .base import *
DEBUG = True
`;

test("the settings name the URLconf; includes, namespaces and names add up", () => {
  const routes = routesOf(`${settings}
# file: site_/urls.py
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from shop import urls as shop_urls, views
extra = [path("one/", views.one, name="one"), path("two/", views.two)]
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", TemplateView.as_view(template_name="x.html"), name="home"),
    path("shop/", include("shop.urls")),
    path("again/", include((shop_urls, "other"), namespace="again")),
    path("pair/", include(("shop.urls", "shop"))),
    path("extra/<slug:kind>/", include(extra)),
    path("tuple/", (extra, "a", "b")),
    path("package/", include("package.urls")),
    re_path(r"^old/(?P<year>[0-9]{4})/(?:page-(\\d+)/)?$", views.one, name="old"),
]
# file: shop/__init__.py
# file: shop/urls.py
from django.urls import path
from . import views
app_name = "shop"
urlpatterns = [path("orders/<int:pk>/", views.Order.as_view(), name="order")]
# file: shop/views.py
from django.views import View
from django.views.generic import DetailView
from django.views.decorators.http import require_http_methods, require_POST
@require_http_methods(["GET", "HEAD", "PUT"])
def one(request): ...
@require_POST
def two(request): ...
class Base(View):
    def post(self, request): ...
class Order(Base, DetailView):
    http_method_names = ["get", "post", "options"]
    def delete(self, request): ...
`);
  deepStrictEqual(routes, [
    "ANY /admin/ django.contrib.admin.site.urls opaque",
    "GET / django.views.generic.TemplateView.get home",
    "GET /shop/orders/{pk}/ shop/views.py:Order.get shop:order",
    "POST /shop/orders/{pk}/ shop/views.py:Order.post shop:order",
    "GET /again/orders/{pk}/ shop/views.py:Order.get again:order",
    "POST /again/orders/{pk}/ shop/views.py:Order.post again:order",
    "GET /pair/orders/{pk}/ shop/views.py:Order.get shop:order",
    "POST /pair/orders/{pk}/ shop/views.py:Order.post shop:order",
    "GET /extra/{kind}/one/ shop/views.py:one one",
    "PUT /extra/{kind}/one/ shop/views.py:one one",
    "POST /extra/{kind}/two/ shop/views.py:two",
    "GET /tuple/one/ shop/views.py:one b:one",
    "PUT /tuple/one/ shop/views.py:one b:one",
    "POST /tuple/two/ shop/views.py:two",
    "ANY /package/ package.urls opaque",
    "GET /old/{year}/ shop/views.py:one old",
    "PUT /old/{year}/ shop/views.py:one old",
  ]);
});

test("lists are followed through what makes them and adds to them, each branch with its condition", () => {
  const routes = routesOf(`${settings}
# file: site_/urls.py
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from .more import *
import views
prefix = ""
if path_ := find(settings.SITE):
    prefix = f"{path_}/"
def made(name):
    view = csrf_exempt(views.view)
    return [path(name + "/", view), *([path("debug/", view)] if settings.DEBUG else [])]
urlpatterns += [path(f"{prefix}own/", views.view)] + made("made")
urlpatterns.append(path(settings.PREFIX + "set/", views.wrap(option=1)(views.view)))
urlpatterns.extend([path(settings.MADE, include([path("below/", views.Unknown.as_view())]))])
if settings.DEBUG:
    import debug_toolbar
    urlpatterns = [path("__debug__/", include(debug_toolbar.urls)), *urlpatterns]
elif not settings.QUIET:
    urlpatterns += [path("loud/", lambda request: None, name="loud")]
for name in ["a", "b"]:
    urlpatterns.append(path(f"loop/{name}/", views.view, name=f"loop-{name}"))
urlpatterns += [path(f"each/{name}/", views.view) for name, _ in (("c", 1), ("d", 2))]
urlpatterns.append(path("{}start/".format(find("prefix")), views.view))
urlpatterns.append(path("more/{}/".format(find("prefix")), views.view))
urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
urlpatterns += i18n_patterns(path(_("about/"), views.view), prefix_default_language=False)
# file: site_/more.py
from django.urls import path
from views import view as shown
urlpatterns = [path("first/", shown)]
# file: views.py
from package import Base
def view(request): ...
class Unknown(Base): ...
`);
  deepStrictEqual(
    routes,
    [
      "ANY /first/ views.py:view",
      "ANY /own/ views.py:view when not (path_ := find(settings.SITE))",
      "ANY /made/ views.py:view",
      "ANY /debug/ views.py:view when settings.DEBUG",
      'ANY /app/set/ views.py:view when settings.PREFIX == "app/"',
      'ANY /below/ views.py:Unknown when settings.MADE == ""',
      "ANY /__debug__/ debug_toolbar.urls opaque when settings.DEBUG",
      "ANY /loud/ views.py:lambda loud when not settings.DEBUG and not settings.QUIET",
      "ANY /loop/a/ views.py:view loop-a",
      "ANY /loop/b/ views.py:view loop-b",
      "ANY /each/c/ views.py:view",
      "ANY /each/d/ views.py:view",
      'ANY /start/ views.py:view when find("prefix") == ""',
      "ANY /media/{path} django.views.static.serve when settings.DEBUG",
      "ANY /about/ views.py:view",
      "ANY /{language_code}/about/ views.py:view",
    ].map((line) => line.replace("views.py:lambda", "site_/urls.py:lambda")),
  );
});

test("inclusions in a circle end, and what cannot be known is left out", () => {
  const routes = routesOf(`
# file: a/__init__.py
# file: a/urls.py
from django.urls import include, path
import views
urlpatterns = [path("b/", include("a.b")), path(unknown(), views.view), path("known/", views.view)]
urlpatterns += urlpatterns
# file: a/b.py
from django.urls import include, path
from a import urls
from a.c import views
urlpatterns = [path("a/", include(urls)), path("c/", include(views))]
# file: views.py
def view(request): ...
`);
  strictEqual(routes.filter((route) => route.endsWith("/known/ views.py:view")).length > 0, true);
  strictEqual(routes.length < 100, true);
});

test("a list that holds itself holds what it was before", () => {
  const routes = routesOf(`${settings}
# file: site_/urls.py
from django.urls import include, path
import views
urlpatterns = [path("orders/", views.view), path("more/", include("more"))]
urlpatterns = [path("api/v2/", include(urlpatterns)), *urlpatterns]
# file: more.py
from django.urls import path
import views
urlpatterns = [path("parcels/", views.view)]
# file: views.py
def view(request): ...
`);
  deepStrictEqual(routes, [
    "ANY /api/v2/orders/ views.py:view",
    "ANY /api/v2/more/parcels/ views.py:view",
    "ANY /orders/ views.py:view",
    "ANY /more/parcels/ views.py:view",
  ]);
});

test("templates of paths are what the framework tells people of its regular expressions", () => {
  const cases = [
    ["^(?P<sport_slug>\\w+)/athletes/(?P<athlete_slug>\\w+)/$", "/{sport_slug}/athletes/{athlete_slug}/"],
    ["^(?P<a>(x|y))/b/((x|y)\\w+)$", "/{a}/b/{var}"],
    ["^a/(?:b/(?P<c>\\d+)/)?$", "/a/"],
    ["api/^users/(?P<pk>[^/.()]+)/set\\.json$", "/api/users/{pk}/set.json"],
    ["<int:pk>/<path:rest>", "/{pk}/{rest}"],
    ["^broken(/$", "/broken(/"],
    ["/shared/<slug>", "/shared/{slug}"],
  ];
  for (const [route = "", path] of cases) strictEqual(pathTemplate(route), path);
});

test("lists and texts that double one another end", () => {
  const doubled = Array.from({ length: 60 }, (_, index) => `l${index + 1} = l${index} + l${index}`);
  const texts = Array.from({ length: 60 }, (_, index) => `t${index + 1} = f"{t${index}}{t${index}}"`);
  const routes = routesOf(`
# file: a/urls.py
from django.urls import path
import views
l0 = [path("a", views.view)]
t0 = unknown()
${[...doubled, ...texts].join("\n")}
urlpatterns = l60 + [path(t60, views.view)] + [path("b", views.view)]
# file: views.py
def view(request): ...
`);
  strictEqual(routes.includes("ANY /a views.py:view"), true);
});
