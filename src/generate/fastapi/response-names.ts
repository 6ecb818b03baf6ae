import { properName } from "#base";
import type {
  Behaviour,
  CountByValueBehaviour,
  ListLinesBehaviour,
  ReportBehaviour,
  WholeShape,
} from "#domain";
import { classNameOf } from "./python-names.ts";
import { tellingClassName, tokenAnswerOf, tokenClassName } from "./token-answers.ts";

/** The class of the whole success answer, where it has one. */
export function responseNames(
  behaviour: Behaviour,
  functionName: string,
): { readonly responseClass?: string } {
  if (behaviour.kind === "custom") return {};
  // A mere array has no class of its own.
  if (behaviour.kind === "list")
    return behaviour.answer.parts.length === 0 ? {} : { responseClass: `${behaviour.entity}ListResponse` };
  if (behaviour.kind === "distinct-values") {
    const { envelope } = behaviour.answer;
    return envelope === undefined ? {} : { responseClass: `${properName(envelope)}Response` };
  }
  const whole = wholeOf(behaviour);
  if (whole)
    return whole.parts.length === 0
      ? {}
      : { responseClass: classNameOf(whole.schemaName ?? `${functionName} response`) };
  if (behaviour.kind === "list-lines") return { responseClass: lineName(behaviour, functionName) };
  if (behaviour.kind === "report") return { responseClass: lineName(behaviour, functionName) };
  if (behaviour.kind === "count-by-value") return countNames(behaviour, functionName);
  if (behaviour.kind === "create-many" && behaviour.answer.all) return {};
  const { answer } = behaviour;
  const token = tokenAnswerOf(behaviour);
  if (token?.isText) return {};
  if (token) {
    const title = tokenClassName(token, behaviour.kind);
    return { responseClass: answer.envelope === undefined ? title : `${title}Response` };
  }
  if (answer.telling) return { responseClass: tellingClassName(answer, answer.telling, functionName) };
  if (answer.representation === undefined) return {};
  return {
    responseClass:
      answer.envelope === undefined
        ? classNameOf(answer.representation)
        : `${properName(answer.representation, 60)}Response`,
  };
}

/** All cells of a matrix, where an answer shows them. */
export function wholeOf(behaviour: Behaviour): WholeShape | undefined {
  if (behaviour.kind === "read-matrix") return behaviour.whole;
  return behaviour.kind === "write-cell" && behaviour.shows.kind === "whole"
    ? behaviour.shows.whole
    : undefined;
}

/** A map of counts has no class of its own. */
function countNames(
  { counts }: CountByValueBehaviour,
  functionName: string,
): { readonly responseClass?: string } {
  if (counts.parts.length === 0) return {};
  return { responseClass: classNameOf(counts.schemaName ?? `${functionName} response`) };
}

/** What an answer is called that is no form of a row. */
export function lineName(
  { kind, schemaName }: ListLinesBehaviour | ReportBehaviour,
  functionName: string,
): string {
  return classNameOf(schemaName ?? `${functionName} ${kind === "report" ? "answer" : "line"}`);
}
