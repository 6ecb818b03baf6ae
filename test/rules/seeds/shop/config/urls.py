from django.contrib import admin
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from catalogue.views import AuthorViewSet, BookViewSet
from orders.views import OrderViewSet

router = DefaultRouter()
router.register("authors", AuthorViewSet)
router.register("books", BookViewSet)
router.register("orders", OrderViewSet, basename="order")

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include(router.urls)),
    path("", include("orders.urls")),
]
