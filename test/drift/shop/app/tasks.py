from uuid import UUID

from celery import Celery
from confluent_kafka import Producer
import json

celery = Celery("shop")
producer = Producer({"bootstrap.servers": "localhost"})


@celery.task(queue="mail")
def send_receipt(order_id: UUID, copies: int = 1) -> None: ...


@celery.task(queue="parcels")
def ship(order_id: UUID, carrier: str | None) -> None:
    shipped = {"type": "order.shipped", "orderId": str(order_id)}
    if carrier:
        shipped["carrier"] = carrier
    producer.produce("shipments", value=json.dumps(shipped))


@celery.task
def search(parcel: int) -> None:
    lost = {"type": "parcel.lost", "parcel": parcel}
    producer.produce("shipments", value=json.dumps(lost))
