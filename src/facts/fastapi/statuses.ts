import { type Body, type Expression, type FunctionDefinition, statementsOf } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { argumentOf, keyword } from "../literals.ts";
import type { ResponseFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import { statusWords } from "../status-words.ts";
import { frameworkName } from "./names.ts";

/** `404`, `status.HTTP_404_NOT_FOUND`, `HTTPStatus.NOT_FOUND`; undefined where it is worked out. */
export function readStatus(expression: Expression | undefined): number | undefined {
  if (expression?.kind === "number")
    return /^[1-5]\d\d$/.test(expression.raw) ? Number(expression.raw) : undefined;
  const name =
    expression?.kind === "name"
      ? expression.id
      : expression?.kind === "attribute"
        ? expression.name
        : undefined;
  if (name === undefined) return undefined;
  const digits = /^HTTP_([1-5]\d\d)_/.exec(name)?.[1];
  if (digits !== undefined) return Number(digits);
  if (expression?.kind !== "attribute") return undefined;
  if (name === "value") return readStatus(expression.value);
  const isEnum = expression.value.kind === "name" && expression.value.id === "HTTPStatus";
  const isWithin = expression.value.kind === "attribute" && expression.value.name === "HTTPStatus";
  return isEnum || isWithin ? statusWords.get(name) : undefined;
}

/** The statuses that a function itself raises: https://fastapi.tiangolo.com/tutorial/handling-errors/ */
export function readRaised(
  reading: Reading,
  module: SourceModule,
  { body }: FunctionDefinition,
): readonly ResponseFact[] {
  return raisesIn(body).flatMap((error): readonly ResponseFact[] => {
    const status = statusOfError(reading, module, error);
    return status === undefined ? [] : [{ status, by: "raised", span: spanOf(module, error) }];
  });
}

export function raisesIn(body: Body): readonly Expression[] {
  return [...statementsOf(body)].flatMap((statement) =>
    statement.kind === "raise" && statement.error !== undefined ? [statement.error] : [],
  );
}

/** `HTTPException(404)`, or a class of the project that always hands the same status to it. */
function statusOfError(reading: Reading, module: SourceModule, error: Expression): number | undefined {
  const made = error.kind === "call" ? error.callee : error;
  const meant = defineExpression(reading.project, module, made);
  if (meant?.kind === "external") {
    const isError = frameworkName(meant.path) === "HTTPException";
    return isError && error.kind === "call" ? readStatus(argumentOf(error, "status_code", 0)) : undefined;
  }
  if (meant?.kind !== "class") return undefined;
  const { lineage } = reading.classes.read(meant);
  if (!lineage.some((base) => typeof base === "string" && frameworkName(base) === "HTTPException"))
    return undefined;
  const said = error.kind === "call" ? keyword(error, "status_code") : undefined;
  if (said !== undefined) return readStatus(said);
  for (const owner of lineage) {
    const maker = typeof owner === "string" ? undefined : owner.scope.names.get("__init__");
    if (maker?.kind !== "function") continue;
    for (const statement of statementsOf(maker.node.body)) {
      const call =
        statement.kind === "expression" && statement.value.kind === "call" ? statement.value : undefined;
      if (call?.callee.kind === "attribute" && call.callee.name === "__init__")
        return readStatus(argumentOf(call, "status_code", 0));
    }
    return undefined;
  }
  return undefined;
}
