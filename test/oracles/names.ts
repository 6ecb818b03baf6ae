import { randomInt } from "node:crypto";
import type { Variables } from "./variables.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Lower-case letters and digits only, short, and never the same twice: fit for a name in any contract. */
export function newRun(): string {
  return `r${Date.now().toString(36)}${randomInt(36 ** 3)
    .toString(36)
    .padStart(3, "0")}`;
}

/**
 * What a scenario may call its own: a contract that allows no digits in a name, or filters by number or by date,
 * leaves no other way to tell its rows from those of every run before.
 */
export function newNames(run: string, index: number): Variables {
  return {
    run,
    unique: `${run}${index.toString(36)}`,
    word: Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join(""),
    number: randomInt(1_000_000, 2 ** 31 - 1),
    month: `${randomInt(2100, 9900)}-${String(randomInt(1, 13)).padStart(2, "0")}`,
  };
}
