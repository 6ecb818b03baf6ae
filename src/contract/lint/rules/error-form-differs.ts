import type { Contract } from "../../contract.ts";
import { flattenSchema } from "../../flatten.ts";
import { jsonMedia } from "../../resolve.ts";
import type { SchemaNode } from "../../schema.ts";
import type { ContractRule } from "../contract-rule.ts";
import { stepsOf, waysOf } from "../majority.ts";

/** Errors of one contract that come in several forms. */
export const errorFormDiffers: ContractRule = {
  name: "error-form-differs",
  severity: "note",
  summary: "errors of one contract come in several forms",
  find({ contracts }) {
    return [...contracts.values()].flatMap((contract) => {
      const errors = contract.operations.flatMap(({ method, path, responses }) =>
        responses
          .filter(({ status }) => /^[45]/.test(status))
          .flatMap(({ status, content, span }) => {
            const schema = jsonMedia(content)?.schema;
            const form = schema && formOf(contract, schema);
            return form === undefined
              ? []
              : [{ form, span, name: `${status} of ${method.toUpperCase()} ${path}` }];
          }),
      );
      const ways = waysOf(errors, ({ form }) => form);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      if (usual === undefined || first === undefined) return [];
      return [
        {
          message: `the ${first.name} has ${first.form}, most errors of ${contract.title} have ${usual.way}: callers need two ways of reading`,
          span: first.span,
          mend: "give all errors one form",
          path: stepsOf(ways, ({ name }, way) => `${name}: ${way}`),
          about: `errors ${contract.file}`,
        },
      ];
    });
  },
};

/** Fields that every error of the form has, sorted; undefined where it is no object with fields. */
function formOf(contract: Contract, node: SchemaNode): string | undefined {
  const { properties } = flattenSchema(contract, node);
  return properties.length === 0
    ? undefined
    : properties
        .map(({ name }) => name)
        .toSorted()
        .join(", ");
}
