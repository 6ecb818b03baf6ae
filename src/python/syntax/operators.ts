/** Each operator and delimiter, longest first, by the code of its first sign. */
const byFirst: readonly (readonly string[] | undefined)[] = (() => {
  const table: string[][] = [];
  const all =
    "**= //= >>= <<= ... != == <= >= -> := += -= *= /= %= &= |= ^= @= ** // << >> <> ( ) [ ] { } , : . ; @ = + - * / % & | ^ ~ < >";
  for (const operator of all.split(" ")) {
    const code = operator.charCodeAt(0);
    table[code] = [...(table[code] ?? []), operator];
  }
  return table;
})();

/** The operator that begins at this place, if one does; `code` is the code of its first sign. */
export function operatorAt(text: string, position: number, code: number): string | undefined {
  const candidates = code < 128 ? byFirst[code] : undefined;
  if (candidates === undefined) return undefined;
  if (candidates.length === 1) {
    const only = candidates[0];
    return only?.length === 1 || text.startsWith(only ?? "", position) ? only : undefined;
  }
  for (const candidate of candidates) if (text.startsWith(candidate, position)) return candidate;
  return undefined;
}
