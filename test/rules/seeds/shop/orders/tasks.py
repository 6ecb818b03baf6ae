from celery import shared_task
from django.core.mail import send_mail
from django.utils import timezone

from .models import Order


@shared_task(
    autoretry_for=(OSError,),
    retry_backoff=True,
    max_retries=5,
    acks_late=True,
    soft_time_limit=20,
    time_limit=30,
)
def send_confirmation(order_id: int) -> None:
    order = Order.objects.select_related("buyer").filter(pk=order_id, confirmed_at=None).first()
    if order is None:
        return
    send_mail("Your order", f"We have got {order.number}.", None, [order.buyer.email])
    Order.objects.filter(pk=order_id).update(confirmed_at=timezone.now())
