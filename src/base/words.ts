import { pluralize as toPlural, singularize as toSingular } from "inflection";
import { toAscii } from "./ascii.ts";
import { remember } from "./remember.ts";

/** Splits a name in any of the usual spellings into lower-case words of ASCII: `loansCount`, `order-items`, `HTTPServer`. */
export const splitWords: (name: string) => readonly string[] = remember((name) =>
  toAscii(name)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase()),
);

export function snakeCase(name: string): string {
  return splitWords(name).join("_");
}

export function pascalCase(name: string): string {
  return splitWords(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/**
 * The last part of a name that is put together by dots, as generators of contracts write the packages before a type:
 * `internal_models.Booking`, `com.acme.Order`. A version at the end is no name of its own.
 */
export function localName(name: string): string {
  const last = name.split(".").at(-1) ?? name;
  return /^[A-Za-z]/.test(last) && !/^v?\d+$/i.test(last) ? last : name;
}

/** A name in PascalCase that begins with a letter and is not too long for what is to be made of it. */
export function properName(text: string, longest = 40): string {
  const whole = pascalCase(text);
  const name = /^[A-Za-z]/.test(whole) ? whole : `Value${whole}`;
  if (name.length <= longest) return name;
  const cut = name.slice(0, longest + 1).replace(/[A-Z][^A-Z]*$/, "");
  return cut === "" ? name.slice(0, longest) : cut;
}

export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** Singular of the last word, the words before it unchanged: `order_items` gives `order_item`. */
export function singular(snakeName: string): string {
  return changeLastWord(snakeName, singularWord);
}

export function plural(snakeName: string): string {
  return changeLastWord(snakeName, pluralWord);
}

const singularWord = remember((word) => toSingular(word));
const pluralWord = remember((word) => toPlural(singularWord(word)));

function changeLastWord(snakeName: string, change: (word: string) => string): string {
  const words = snakeName.split("_");
  const last = words.pop() ?? "";
  return [...words, last === "" ? "" : change(last)].join("_");
}
