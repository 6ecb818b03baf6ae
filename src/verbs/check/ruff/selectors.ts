/** The engineer's rules that are ruff's: annotations, mutable defaults, `print`, broad `except`, how routes declare what they need, names. */
export const charter: readonly string[] = ["ANN", "B006", "T20", "BLE", "FAST", "N"];

/** What a person should know of and nobody must mend at once. */
const notes: readonly string[] = ["ANN", "FAST", "N"];

export function isCharterNote(code: string): boolean {
  return longest(notes, code) !== undefined;
}

const shape = /^([A-Z]+)(\d*)$/;

/** Whether a selector is one that ruff has the form of: `ALL`, `ANN`, `B006`. */
export function isSelector(text: string): boolean {
  return shape.test(text);
}

/** Whether a selector covers a code, or all that another selector covers: letters name a family of rules, digits narrow it. */
export function covers(selector: string, code: string): boolean {
  if (selector === "ALL") return true;
  const [, family = "", digits = ""] = shape.exec(selector) ?? [];
  const [, own = "", number = ""] = shape.exec(code) ?? [];
  if (family === "" || own === "") return false;
  // Pylint's rules, and those of two plugins that share a letter, are families of families.
  if (digits === "" && family === "PL") return /^PL[CERW]?$/.test(own);
  if (digits === "" && family === "C") return own === "C" || own === "C4" || own === "C90";
  return family === own && number.startsWith(digits);
}

/** Of several selectors, the narrowest that covers a code: with ruff it decides. */
export function longest(selectors: readonly string[], code: string): string | undefined {
  const known = narrowest.get(selectors) ?? new Map<string, string | undefined>();
  narrowest.set(selectors, known);
  if (!known.has(code)) known.set(code, findLongest(selectors, code));
  return known.get(code);
}

/** Many findings are of a few rules. */
const narrowest = new WeakMap<readonly string[], Map<string, string | undefined>>();

function findLongest(selectors: readonly string[], code: string): string | undefined {
  return selectors
    .filter((selector) => covers(selector, code))
    .reduce<string | undefined>(
      (best, each) => (best === undefined || rank(each) > rank(best) ? each : best),
      undefined,
    );
}

/** How narrow a selector is; none is the widest. */
export function rank(selector: string | undefined): number {
  if (selector === undefined) return -1;
  return selector === "ALL" ? 0 : selector.length;
}
