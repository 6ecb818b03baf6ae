// Written by `npm run update`: the front ends of all frameworks.
import { aioPika } from "./aio-pika/front-end.ts";
import { aiokafka } from "./aiokafka/front-end.ts";
import { alembic } from "./alembic/front-end.ts";
import { celery } from "./celery/front-end.ts";
import { confluentKafka } from "./confluent-kafka/front-end.ts";
import { django } from "./django/front-end.ts";
import { dramatiq } from "./dramatiq/front-end.ts";
import { drf } from "./drf/front-end.ts";
import { fastapi } from "./fastapi/front-end.ts";
import { faststream } from "./faststream/front-end.ts";
import { kafkaPython } from "./kafka-python/front-end.ts";
import { kombu } from "./kombu/front-end.ts";
import { nats } from "./nats/front-end.ts";
import { paho } from "./paho/front-end.ts";
import { pika } from "./pika/front-end.ts";
import { pydantic } from "./pydantic/front-end.ts";
import { redis } from "./redis/front-end.ts";
import { sqlalchemy } from "./sqlalchemy/front-end.ts";

export const frontEnds = [
  aioPika,
  aiokafka,
  alembic,
  celery,
  confluentKafka,
  django,
  dramatiq,
  drf,
  fastapi,
  faststream,
  kafkaPython,
  kombu,
  nats,
  paho,
  pika,
  pydantic,
  redis,
  sqlalchemy,
] as const;
