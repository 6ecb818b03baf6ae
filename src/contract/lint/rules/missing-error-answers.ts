import type { Contract, Operation } from "../../contract.ts";
import { operationName } from "../../operation-name.ts";
import type { ContractHit, ContractRule } from "../contract-rule.ts";

/** Nothing is said of what can go wrong, though something plainly can. */
export const missingErrorAnswers: ContractRule = {
  name: "missing-error-answers",
  severity: "warning",
  summary: "an operation that can be refused documents no error",
  find: ({ contracts }) => [...contracts.values()].flatMap(findIn),
};

/** So many are told one by one, where no operation of a contract documents any. */
const few = 3;

function findIn(contract: Contract): readonly ContractHit[] {
  const silent = contract.operations.filter((operation) => !documentsErrors(operation));
  // That whoever may not call is told so goes without saying in contracts that never say it.
  const tells401 = contract.operations.some(({ responses }) =>
    responses.some(({ status }) => status === "401"),
  );
  const found = silent.map((operation) => ({ operation, reasons: reasonsOf(operation, tells401) }));
  const bad = found.filter(({ reasons }) => reasons.length > 0);
  if (silent.length === contract.operations.length && bad.length > few)
    return [tellAll(contract, bad.length)];
  return bad.map(({ operation, reasons }) => ({
    message: `${operationName(operation)} documents no error, though it can be called with ${reasons.join(", ")}: callers cannot prepare for it`,
    span: operation.span,
    mend,
  }));
}

/** Errors that are told elsewhere, or not at all: one habit of the whole contract. */
function tellAll({ title, file, span }: Contract, count: number): ContractHit {
  return {
    message: `no operation of ${title === "" ? file : title} documents an error, though ${count} of them can be refused: callers cannot prepare for it`,
    span,
    mend,
  };
}

const mend = "document each 4xx answer with its body";

function documentsErrors({ responses }: Operation): boolean {
  return responses.some(({ status }) => /^(?:4|5|default)/i.test(status));
}

function reasonsOf({ requestBody, security, parameters }: Operation, tells401: boolean): readonly string[] {
  return [
    ...(requestBody === undefined ? [] : ["a body that is wrong (400 or 422)"]),
    ...(parameters.some(({ in: place }) => place === "path") ? ["something that is not there (404)"] : []),
    ...(security.length === 0 || !tells401 ? [] : ["missing credentials (401)"]),
  ];
}
