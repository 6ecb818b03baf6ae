import { snakeCase } from "#base";
import { type Contract, flattenSchema, type Response } from "#contract";
import { meaningOf, numberWords } from "./answer-words.ts";
import type { AnswerHeader } from "./behaviour.ts";

/** Headers that tell of the page, by their names: `X-Total-Count`, `Link`. Others are none of a list's business. */
export function readHeaders(contract: Contract, response: Response | undefined): readonly AnswerHeader[] {
  return (response?.headers ?? []).flatMap(
    ({ name, description, required, schema: node, examples }): readonly AnswerHeader[] => {
      const common = { name, description, required };
      const schema = node && flattenSchema(contract, node);
      if (name.toLowerCase() === "link") {
        const example = [...examples, ...(schema?.examples ?? [])].find((each) => typeof each === "string");
        return [{ ...common, tells: { kind: "links", absolute: /<https?:/.test(example ?? "") } }];
      }
      const isNumber = schema === undefined || schema.types.includes("integer") || schema.types.length === 0;
      const word = snakeCase(name).replace(/^x_(?:pagination_|paging_)?|^pagination_/, "");
      const kind = meaningOf(numberWords, word);
      // A limit and its rest are rather those of requests.
      const isOfRows = kind !== undefined && (kind !== "size" || word !== "limit");
      return isNumber && isOfRows ? [{ ...common, tells: { kind } }] : [];
    },
  );
}
