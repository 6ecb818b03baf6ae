// Written by `npm run update`: the front ends of all frameworks.
import { alembic } from "./alembic/front-end.ts";
import { celery } from "./celery/front-end.ts";
import { django } from "./django/front-end.ts";
import { dramatiq } from "./dramatiq/front-end.ts";
import { drf } from "./drf/front-end.ts";
import { fastapi } from "./fastapi/front-end.ts";
import { pydantic } from "./pydantic/front-end.ts";
import { sqlalchemy } from "./sqlalchemy/front-end.ts";

export const frontEnds = [alembic, celery, django, dramatiq, drf, fastapi, pydantic, sqlalchemy] as const;
