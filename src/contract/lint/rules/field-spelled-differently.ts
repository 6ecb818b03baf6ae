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
      ({ owner, field }) =>
        !/ (?:header|headers|cookie)$/.test(owner) && /^[\w-]+$/.test(field) && !isConstant(field),
    );
    const concepts = waysOf(told, ({ field }) => conceptOf(field));
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

/** Its words. A line at either end is a mark that sets it apart, from a word of a language or a name beside it: `id_`, `_id`. */
function conceptOf(field: string): string {
  const [, before = "", after = ""] = /^(_*).*?(_*)$/.exec(field) ?? [];
  const words = splitWords(field).join(" ");
  return words === "" ? "" : `${before}${words}${after}`;
}

/** A value that counts or settings are listed by, as constants are written: `PAUSED` is a state, and no `paused`. */
function isConstant(field: string): boolean {
  return /^[A-Z][A-Z0-9_]{2,}$/.test(field);
}
