import type { CommanderError } from "commander";
import { cleanLine, nearestName } from "#base";
import { type VerbName, verbGroups, verbs } from "#verbs";

/** Wrong usage in our own words; undefined where nothing is wrong (help and version end that way too). */
export function describeUsage(error: CommanderError, words: readonly string[]): string | undefined {
  if (error.exitCode === 0) return undefined;
  if (error.code === "commander.unknownCommand") return describeUnknownVerb(words);
  if (error.code === "commander.unknownOption") return describeUnknownOption(error, words);
  // Its help was printed in its place.
  if (error.code === "keelback.noVerb") return "";
  const text = cleanLine(error.message.replace(/^error: /, "").replace(/\.$/, ""));
  return `keelback: ${text}${hint(words)}`;
}

/** The verb that was called; of a name in two words, both stand one after the other. */
function verbOf(words: readonly string[]): VerbName | undefined {
  const names = Object.keys(verbs) as VerbName[];
  return names.find((name) => {
    const [first = "", second] = name.split(" ");
    const at = words.indexOf(first);
    return at >= 0 && (second === undefined || words[at + 1] === second);
  });
}

function hint(words: readonly string[]): string {
  const verb = verbOf(words);
  return `; see keelback help${verb === undefined ? "" : ` ${verb}`}`;
}

function describeUnknownVerb(given: readonly string[]): string {
  const words = given.filter((candidate) => !candidate.startsWith("-"));
  const [first = "", second] = words;
  const isGroup = Object.hasOwn(verbGroups, first) && second !== undefined;
  const word = isGroup ? `${first} ${second}` : first;
  const meant = nearestName(word, [...Object.keys(verbs), ...Object.keys(verbGroups)]);
  const end = meant === undefined ? hint([]) : `; did you mean "keelback ${meant}"?`;
  return `keelback: there is no verb "${cleanLine(word)}"${end}`;
}

function describeUnknownOption(error: CommanderError, words: readonly string[]): string {
  const option = /'(--?[^']*)'/.exec(error.message)?.[1] ?? "";
  const verb = verbOf(words);
  const own = verb === undefined ? [] : verbs[verb].input.options.map(({ name }) => `--${name}`);
  const meant = nearestName(option.replace(/=.*$/s, ""), [...own, "--json", "--help", "--version"]);
  const end = meant === undefined ? hint(words) : `; did you mean ${meant}?`;
  return `keelback: there is no option ${cleanLine(option)}${end}`;
}

/** A failure that is our own fault, on one line; the stack only for those who ask for it. */
export function describeFailure(error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const told = message.startsWith("keelback is broken here: ")
    ? message
    : `keelback is broken here: ${message}`;
  const line = `keelback: ${cleanLine(told.replace(/^keelback is /, "it is "))}`;
  if (debug && error instanceof Error) return `${line}\n${error.stack ?? ""}\n`;
  return `${line}; to report it, run it again with KEELBACK_DEBUG=1 and send what that prints\n`;
}
