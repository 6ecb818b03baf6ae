/** The line of a text that begins with the name of a field: "- `weight`: Required for BULK crates". */
export function lineAbout(text: string, field: string): string {
  const start = new RegExp(`^\\W*${field.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\W*:`);
  return text.split("\n").find((line) => start.test(line)) ?? "";
}
