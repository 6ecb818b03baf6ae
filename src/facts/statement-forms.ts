import { frontEnds } from "./front-ends.ts";
import type { SqlForm } from "./sql/form.ts";

/** A statement about a model's table in the terms of the framework that the model belongs to. */
export const formOf: SqlForm = (reading, model, statement, show) =>
  frontEnds
    .find(({ framework }) => framework === model.framework)
    ?.statementForm?.(reading, model, statement, show);
