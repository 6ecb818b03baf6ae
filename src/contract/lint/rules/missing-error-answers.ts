import type { ContractRule } from "../contract-rule.ts";

/** Nothing is said of what can go wrong, though something plainly can. */
export const missingErrorAnswers: ContractRule = {
  name: "missing-error-answers",
  severity: "warning",
  summary: "an operation that can be refused documents no error",
  find({ contracts }) {
    return [...contracts.values()].flatMap((contract) =>
      contract.operations.flatMap(({ method, path, responses, requestBody, security, parameters, span }) => {
        if (responses.some(({ status }) => /^(?:4|5|default)/i.test(status))) return [];
        const reasons = [
          ...(requestBody === undefined ? [] : ["a body that is wrong (400 or 422)"]),
          ...(parameters.some(({ in: place }) => place === "path")
            ? ["something that is not there (404)"]
            : []),
          ...(security.length === 0 ? [] : ["missing credentials (401)"]),
        ];
        if (reasons.length === 0) return [];
        return [
          {
            message: `${method.toUpperCase()} ${path} documents no error, though it can be called with ${reasons.join(", ")}: callers cannot prepare for it`,
            span,
            mend: "document each 4xx answer with its body",
          },
        ];
      }),
    );
  },
};
