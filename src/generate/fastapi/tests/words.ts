import { plural, snakeCase, splitWords } from "#base";
import type { Entity } from "#domain";

/** How names of tests speak of one row: `order item`. */
export function one(entity: Entity): string {
  return splitWords(entity.name).join(" ");
}

/** How names of tests speak of several rows: `order items`. */
export function many(entity: Entity): string {
  return splitWords(entity.table).join(" ");
}

/** `an account`, `a user`. */
export function indefinite(words: string): string {
  return /^(?:[aeio]|u(?!ni|se|su|ti))/i.test(words) ? `an ${words}` : `a ${words}`;
}

/** What a caller does who enters a relation: `follow` gives `follows`. */
export function does(relation: string): string {
  return plural(snakeCase(relation)).replaceAll("_", " ");
}
