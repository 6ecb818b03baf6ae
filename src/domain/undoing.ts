import { splitWords } from "#base";

/** What callers say who leave, by what they said when they entered, where it is no `un-` before the same word. */
const leaving: ReadonlyMap<string, readonly string[]> = new Map([
  ["join", ["leave", "exit", "quit"]],
  ["enter", ["leave", "exit"]],
]);

/** Whether a word of a path takes back what another one says of the caller: `unfollow` and `follow`, `leave` and `join`. */
export function undoes(word: string, entering: string): boolean {
  const [one, two] = [word, entering].map((text) => splitWords(text).join(""));
  if (one === undefined || two === undefined || two === "") return false;
  return one === `un${two}` || (leaving.get(two)?.includes(one) ?? false);
}
