import { splitWords } from "#base";
import type { ContractRule } from "../contract-rule.ts";
import { stepsOf, waysOf } from "../majority.ts";

/**
 * `userId` here and `user_id` there, in whatever document: whoever reads both has to map one to the other. Headers have a
 * spelling of their own.
 */
export const fieldSpelledDifferently: ContractRule = {
  name: "field-spelled-differently",
  severity: "warning",
  summary: "one concept is spelled in several ways",
  find({ fields }) {
    const told = fields.filter(
      ({ owner, field }) => !/ (?:header|headers|cookie)$/.test(owner) && /^[\w-]+$/.test(field),
    );
    const concepts = waysOf(told, ({ field }) => splitWords(field).join(" "));
    return concepts.flatMap(({ way: concept, places }) => {
      const ways = waysOf(places, ({ field }) => field);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      if (concept === "" || usual === undefined || rare === undefined || first === undefined) return [];
      const spelled = ways.map(({ way, places: its }) => `"${way}" (${its.length})`).join(" and ");
      return [
        {
          message: `one field is spelled ${spelled}: who reads both must know that they mean the same`,
          span: first.span,
          mend: `write "${usual.way}" everywhere`,
          path: stepsOf(ways, ({ owner, field }) => `${owner}: ${field}`),
          about: `field ${concept}`,
        },
      ];
    });
  },
};
