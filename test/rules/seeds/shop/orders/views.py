from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import ListView
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from .models import Order
from .serializers import NewLineSerializer, OrderSerializer
from .services import add_line, place_order


class OrderViewSet(
    mixins.CreateModelMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet
):
    serializer_class = OrderSerializer

    def get_queryset(self):
        return Order.objects.of(self.request.user).prefetch_related("lines__book").order_by("pk")

    def perform_create(self, serializer):
        serializer.instance = place_order(self.request.user, serializer.validated_data.get("note", ""))

    @action(detail=True, methods=["post"])
    def lines(self, request, pk=None):
        new_line = NewLineSerializer(data=request.data)
        new_line.is_valid(raise_exception=True)
        line = add_line(self.get_object(), **new_line.validated_data)
        return Response(status=status.HTTP_404_NOT_FOUND if line is None else status.HTTP_201_CREATED)


class OrderListView(LoginRequiredMixin, ListView):
    template_name = "orders/list.html"
    paginate_by = 50

    def get_queryset(self):
        return Order.objects.of(self.request.user).prefetch_related("lines__book").order_by("pk")
