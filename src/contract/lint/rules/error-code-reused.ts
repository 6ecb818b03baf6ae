import type { Span } from "#base";
import type { Contract, MediaType, Response } from "../../contract.ts";
import { flattenSchema } from "../../flatten.ts";
import { operationName } from "../../operation-name.ts";
import { jsonMedia, resolveSchema } from "../../resolve.ts";
import type { ContractRule } from "../contract-rule.ts";
import { stepsOf, waysOf } from "../majority.ts";

interface Place {
  readonly code: string;
  readonly status: string;
  readonly title: string;
  readonly name: string;
  readonly span: Span;
}

/** One code that stands for several statuses: who decides by the code does not know what became of the call. */
export const errorCodeReused: ContractRule = {
  name: "error-code-reused",
  severity: "warning",
  summary: "one error code stands for several statuses",
  find({ contracts }) {
    const places = [...contracts.values()].flatMap(codesOf);
    return waysOf(places, ({ code }) => code).flatMap(({ way: code, places: its }) => {
      const ways = waysOf(its, ({ status }) => status);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      if (usual === undefined || first === undefined) return [];
      return [
        {
          message: `the error code "${code}" is a ${first.status} here and a ${usual.way} elsewhere: who decides by the code takes one for the other`,
          span: first.span,
          mend: "give each its own code, or both one status",
          path: stepsOf(
            ways,
            ({ name, title }, way) => `${way} of ${name}${title === "" ? "" : `, ${title}`}`,
          ),
          about: `error code ${code}`,
        },
      ];
    });
  },
};

/** Fields of an error's body that hold its code. */
const codeFields = new Set(["code", "errorcode", "error_code", "error-code"]);

/** Codes that are told as such: a number may be the status once more, and one word for all errors is none. */
const properCode = /^(?!error$|unknown$|fail(?:ed|ure)?$)[a-z][\w.:-]{2,80}$/i;

function codesOf(contract: Contract): readonly Place[] {
  return contract.operations.flatMap((operation) =>
    operation.responses
      .filter(({ status }) => /^[45]\d\d$/.test(status))
      .flatMap((response) =>
        [...new Set([...toldCodes(response), ...bodyCodes(contract, jsonMedia(response.content))])]
          .filter((code) => properCode.test(code))
          .map((code) => ({
            ...{ code, status: response.status, title: contract.title },
            ...{ name: operationName(operation), span: response.span },
          })),
      ),
  );
}

/** A description that begins with the code, as records have it: `` `duplicate_order`: the same order twice ``. */
function toldCodes({ description }: Response): readonly string[] {
  return description.split("\n").flatMap((line) => /^`([^`\s]+)`(?::|$)/.exec(line.trim())?.[1] ?? []);
}

/** A code that the schema of the body leaves no choice about. */
function bodyCodes(contract: Contract, media: MediaType | undefined): readonly string[] {
  if (media?.schema === undefined) return [];
  return flattenSchema(contract, media.schema).properties.flatMap(({ name, schema }) => {
    const { const: constant, enum: values = [] } = resolveSchema(contract, schema);
    const only = constant ?? (values.length === 1 ? values[0] : undefined);
    return codeFields.has(name.toLowerCase()) && typeof only === "string" ? [only] : [];
  });
}
