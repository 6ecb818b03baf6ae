/** A file's name as a POSIX shell takes it literally: every command that is printed can be pasted. */
export function shellWord(name: string): string {
  const word = name.startsWith("-") ? `./${name}` : name;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
