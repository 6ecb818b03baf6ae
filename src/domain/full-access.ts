const everything =
  /\b(?:full|complete|unrestricted|unlimited|total)\b[^|.\n]{0,20}\b(?:access|control|permissions?|rights)\b|\ball (?:the )?(?:permissions|rights|privileges)\b/i;
const limit = /\b(?:no|not|without|except|but|own|only)\b|n't\b/i;

/** The one of several roles of which a text says that it may do everything: `| CHIEF | Full access |`. */
export function fullAccessRole(text: string, roles: readonly string[]): string | undefined {
  const lines = text.split("\n").filter((line) => everything.test(line) && !limit.test(line));
  const named = roles.filter((role) => lines.some((line) => wordsOf(line).includes(role.toLowerCase())));
  const [only, ...others] = named;
  return others.length === 0 ? only : undefined;
}

function wordsOf(line: string): readonly string[] {
  return line.toLowerCase().split(/[^\p{L}\p{N}_-]+/u);
}
