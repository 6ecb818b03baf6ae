/** A string of TOML on one line. */
export function toml(text: string): string {
  // JSON's escapes are TOML's too; only half characters and DEL are handled otherwise.
  return JSON.stringify(text.toWellFormed()).replaceAll("\x7f", "\\u007f");
}

/** One line of plain text: no control characters, no line breaks of any alphabet, nothing invisible. */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu, "")
    .trim();
}

/** Text in Markdown that reads as it is: no markup, HTML, link or mention comes of it. */
export function markdownText(text: string): string {
  return plainLine(text)
    .replace(/[\\`*_{}[\]()#+!|~$^=]/g, "\\$&")
    .replace(/[&<>@]|:(?=\S)/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`)
    .replace(/^([-.]|\d+[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}

/** Code in Markdown, whatever backticks it has; safe in a table too. */
export function markdownCode(text: string): string {
  const line = plainLine(text).replaceAll("|", "\u00a6");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  if (longest === 0) return `\`${line === "" ? " " : line}\``;
  const fence = "`".repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}
