import { posix } from "node:path";

/**
 * Patterns as ruff reads them: one without a slash is of a file's or a folder's name, at any depth; `!` in front turns it round. A
 * folder that matches stands for all below it.
 */
export function globMatcher(folder: string, pattern: string): (path: string) => boolean {
  const isTurned = pattern.startsWith("!");
  const bare = (isTurned ? pattern.slice(1) : pattern).replace(/\/$/, "");
  const whole = new RegExp(`^${translate(posix.resolve(folder, bare))}(?:/.*)?$`);
  const named = bare.includes("/") ? undefined : new RegExp(`(?:^|/)${translate(bare)}(?:/|$)`);
  return (path) => {
    const below = posix.relative(folder, path);
    return (whole.test(path) || (named?.test(below) ?? false)) !== isTurned;
  };
}

const longestPattern = 500;
/** Each more multiplies the ways in which a long path may be tried. */
const mostStars = 4;

function translate(pattern: string): string {
  if (pattern.length > longestPattern || (pattern.match(/\*+/g)?.length ?? 0) > mostStars) return "(?!)";
  let made = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const rest = pattern.slice(at);
    const [set] = /^\[!?[^\]/]+\]/.exec(rest) ?? [];
    if (rest.startsWith("**/")) [made, at] = [`${made}(?:[^/]+/)*`, at + 2];
    else if (rest.startsWith("**")) [made, at] = [`${made}.*`, at + 1];
    else if (rest.startsWith("*")) made += "[^/]*";
    else if (rest.startsWith("?")) made += "[^/]";
    else if (set !== undefined) {
      made += `[${set.slice(1, -1).replace(/^!/, "^").replaceAll("\\", "\\\\")}]`;
      at += set.length - 1;
    } else made += (pattern[at] ?? "").replace(/[.+^${}()|[\]\\]/g, "\\$&");
  }
  return made;
}
