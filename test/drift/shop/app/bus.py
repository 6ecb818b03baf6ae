import json

import aio_pika


class Bus:
    def __init__(self, url: str) -> None:
        self.url = url

    async def publish(self, name: str, payload: dict) -> None:
        connection = await aio_pika.connect_robust(self.url)
        async with connection:
            channel = await connection.channel()
            exchange = await channel.declare_exchange("shop", aio_pika.ExchangeType.TOPIC)
            body = json.dumps(payload).encode()
            await exchange.publish(aio_pika.Message(body=body), routing_key=name)


bus = Bus("amqp://localhost")


async def publish_event(name: str, payload: dict) -> None:
    await bus.publish(name, payload)
