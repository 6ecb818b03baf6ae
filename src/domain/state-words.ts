import { splitWords } from "#base";

/** Words that do no more than say that something is done. */
const idleWords: ReadonlySet<string> = new Set([
  "mark",
  "as",
  "set",
  "make",
  "do",
  "to",
  "is",
  "has",
  "was",
  "at",
  "on",
]);

/** What undoes what: the word, and the words of what it undoes. */
export const opposites: ReadonlyMap<string, readonly string[]> = new Map([
  ["disable", ["enable"]],
  ["deactivate", ["activate"]],
  ["unarchive", ["archive"]],
  ["restore", ["archive", "delete", "trash"]],
  ["unpublish", ["publish"]],
  ["unlock", ["lock"]],
  ["unblock", ["block"]],
  ["unban", ["ban"]],
  ["unpin", ["pin"]],
  ["unmute", ["mute"]],
  ["unhide", ["hide"]],
  ["show", ["hide"]],
  ["reopen", ["close", "complete", "resolve"]],
  ["unread", ["read"]],
  ["resume", ["suspend", "pause"]],
  ["unsuspend", ["suspend"]],
  ["uncomplete", ["complete"]],
  ["unverify", ["verify"]],
  ["unfreeze", ["freeze"]],
]);

/** Whether a word takes back what a row is to everybody: `unread`, `unpin`. */
export function undoesState(word: string): boolean {
  return opposites.has(word.toLowerCase());
}

const stateVerbs: ReadonlySet<string> = new Set(
  (
    "accept activate approve archive ban block cancel close complete confirm deactivate decline deny disable enable finish " +
    "freeze hide lock mute pause publish reject renew reopen resolve restore resume revoke show suspend terminate trash " +
    "unarchive unban unblock unfreeze unhide unlock unmute unpublish unsuspend verify withdraw"
  ).split(" "),
);

/** Whether a word is about a row as it is to everybody, rather than about who says it. */
export function isStateWord(word: string): boolean {
  const [main, ...more] = meaningful(word);
  return main !== undefined && more.length === 0 && stateVerbs.has(main);
}

/** The words of a name but for those that only say that something is done. */
export function meaningful(text: string): readonly string[] {
  const words = splitWords(text);
  const kept = words.filter((word) => !idleWords.has(word));
  return kept.length === 0 ? words : kept;
}
