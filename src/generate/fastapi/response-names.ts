import { properName } from "#base";
import type { Behaviour, CountByValueBehaviour } from "#domain";
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
  if (behaviour.kind === "count-by-value") return countNames(behaviour, functionName);
  if (behaviour.kind === "create-many" && behaviour.answer.all) return {};
  const { answer } = behaviour;
  const token = tokenAnswerOf(behaviour);
  if (token?.isText) return {};
  if (token) {
    const title = tokenClassName(token, behaviour.kind);
    return { responseClass: answer.envelope === undefined ? title : `${title}Response` };
  }
  if (answer.telling) return { responseClass: tellingClassName(answer.telling, functionName) };
  if (answer.representation === undefined) return {};
  return {
    responseClass:
      answer.envelope === undefined
        ? classNameOf(answer.representation)
        : `${properName(answer.representation, 60)}Response`,
  };
}

/** A map of counts has no class of its own. */
function countNames(
  { counts }: CountByValueBehaviour,
  functionName: string,
): { readonly responseClass?: string } {
  if (counts.parts.length === 0) return {};
  return { responseClass: classNameOf(counts.schemaName ?? `${functionName} response`) };
}
