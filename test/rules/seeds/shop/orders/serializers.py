from rest_framework import serializers

from .models import Line, Order


class LineSerializer(serializers.ModelSerializer):
    title = serializers.CharField(source="book.title", read_only=True)

    class Meta:
        model = Line
        fields = ["book", "title", "count", "price"]
        read_only_fields = ["price"]


class OrderSerializer(serializers.ModelSerializer):
    lines = LineSerializer(many=True, read_only=True)

    class Meta:
        model = Order
        fields = ["id", "number", "state", "note", "made_at", "lines"]
        read_only_fields = ["number", "state"]


class NewLineSerializer(serializers.Serializer):
    isbn = serializers.CharField(max_length=13)
    count = serializers.IntegerField(min_value=1, max_value=100)
