/** A regular expression of the sane subset: enough to make texts that match, and to match in bounded time. */
export type Pattern =
  | { readonly kind: "set"; readonly ranges: readonly CharRange[]; readonly isNegated: boolean }
  | { readonly kind: "sequence"; readonly parts: readonly Pattern[] }
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  | { readonly kind: "repeat"; readonly part: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: "start" }
  | { readonly kind: "end" };

type CharRange = readonly [from: number, to: number];

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
  /** How often the innermost part is repeated at least; bounds what matching and making cost. */
  weight: number;
}

const maxWeight = 2_000;

/** `undefined` for what is outside of the subset: look-around, back references, word boundaries, huge repetitions. */
export function parsePattern(text: string): Pattern | undefined {
  if (text.length > 1_000) return undefined;
  const cursor: Cursor = { text, at: 0, depth: 0, weight: 1 };
  const pattern = parseChoice(cursor);
  return cursor.at === text.length ? pattern : undefined;
}

function parseChoice(cursor: Cursor): Pattern | undefined {
  const options: Pattern[] = [];
  for (;;) {
    const option = parseSequence(cursor);
    if (option === undefined) return undefined;
    options.push(option);
    if (cursor.text[cursor.at] !== "|") return options.length === 1 ? option : { kind: "choice", options };
    cursor.at += 1;
  }
}

function parseSequence(cursor: Cursor): Pattern | undefined {
  const parts: Pattern[] = [];
  while (cursor.at < cursor.text.length && !"|)".includes(cursor.text[cursor.at] ?? "")) {
    const part = parseRepeated(cursor);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return { kind: "sequence", parts };
}

function parseRepeated(cursor: Cursor): Pattern | undefined {
  const outer = cursor.weight;
  cursor.weight = 1;
  const part = parseAtom(cursor);
  if (part === undefined) return undefined;
  const match = /^(?:([*+?])|\{(\d{1,6})(,?)(\d{0,6})\})\??/.exec(
    cursor.text.slice(cursor.at, cursor.at + 20),
  );
  let weight = cursor.weight;
  let repeated = part;
  if (match !== null) {
    cursor.at += match[0].length;
    const [min, max] = readCounts(match);
    // Repetitions without end inside one another multiply their work with the length of the text.
    weight *= Math.max(1, min, Number.isFinite(max) ? max : 20);
    repeated = { kind: "repeat", part, min, max };
    if (max < min) return undefined;
  }
  cursor.weight = outer + weight;
  return cursor.weight > maxWeight ? undefined : repeated;
}

function readCounts(match: RegExpExecArray): readonly [number, number] {
  const [, sign, low, comma, high] = match;
  if (sign === "*") return [0, Number.POSITIVE_INFINITY];
  if (sign === "+") return [1, Number.POSITIVE_INFINITY];
  if (sign === "?") return [0, 1];
  const min = Number(low);
  if (comma !== ",") return [min, min];
  return [min, high === "" ? Number.POSITIVE_INFINITY : Number(high)];
}

function parseAtom(cursor: Cursor): Pattern | undefined {
  const sign = cursor.text[cursor.at] ?? "";
  cursor.at += 1;
  switch (sign) {
    case "^":
      return { kind: "start" };
    case "$":
      return { kind: "end" };
    case ".":
      return {
        kind: "set",
        ranges: [
          [10, 10],
          [13, 13],
        ],
        isNegated: true,
      };
    case "(":
      return parseGroup(cursor);
    case "[":
      return parseClass(cursor);
    case "\\":
      return parseEscape(cursor);
    case "*":
    case "+":
    case "?":
    case "{":
      return undefined;
    default:
      return literal(sign.charCodeAt(0));
  }
}

function parseGroup(cursor: Cursor): Pattern | undefined {
  const opening = /^\?(?::|<[A-Za-z_]\w*>)/.exec(cursor.text.slice(cursor.at, cursor.at + 100));
  if (opening !== null) cursor.at += opening[0].length;
  else if (cursor.text[cursor.at] === "?") return undefined;
  cursor.depth += 1;
  if (cursor.depth > 50) return undefined;
  const inner = parseChoice(cursor);
  cursor.depth -= 1;
  if (inner === undefined || cursor.text[cursor.at] !== ")") return undefined;
  cursor.at += 1;
  return inner;
}

function parseClass(cursor: Cursor): Pattern | undefined {
  const isNegated = cursor.text[cursor.at] === "^";
  if (isNegated) cursor.at += 1;
  const ranges: CharRange[] = [];
  while (cursor.text[cursor.at] !== "]") {
    const from = parseClassPart(cursor);
    if (from === undefined) return undefined;
    const isRange = cursor.text[cursor.at] === "-" && cursor.text[cursor.at + 1] !== "]";
    if (!isRange) {
      ranges.push(...from);
      continue;
    }
    cursor.at += 1;
    const to = parseClassPart(cursor);
    const low = from.length === 1 ? from[0] : undefined;
    const high = to?.length === 1 ? to[0] : undefined;
    if (
      low === undefined ||
      high === undefined ||
      low[0] !== low[1] ||
      high[0] !== high[1] ||
      high[0] < low[0]
    )
      return undefined;
    ranges.push([low[0], high[0]]);
  }
  cursor.at += 1;
  return { kind: "set", ranges, isNegated };
}

function parseClassPart(cursor: Cursor): readonly CharRange[] | undefined {
  const sign = cursor.text[cursor.at];
  if (sign === undefined) return undefined;
  cursor.at += 1;
  if (sign !== "\\") return [[sign.charCodeAt(0), sign.charCodeAt(0)]];
  const escaped = parseEscape(cursor);
  return escaped?.kind === "set" && !escaped.isNegated ? escaped.ranges : undefined;
}

const digits: readonly CharRange[] = [[48, 57]];
const wordSigns: readonly CharRange[] = [
  [97, 122],
  [48, 57],
  [65, 90],
  [95, 95],
];
const spaces: readonly CharRange[] = [
  [32, 32],
  [9, 13],
  [160, 160],
];

const classes: ReadonlyMap<string, Pattern> = new Map<string, Pattern>([
  ["d", { kind: "set", ranges: digits, isNegated: false }],
  ["D", { kind: "set", ranges: digits, isNegated: true }],
  ["w", { kind: "set", ranges: wordSigns, isNegated: false }],
  ["W", { kind: "set", ranges: wordSigns, isNegated: true }],
  ["s", { kind: "set", ranges: spaces, isNegated: false }],
  ["S", { kind: "set", ranges: spaces, isNegated: true }],
]);

const controls: ReadonlyMap<string, number> = new Map([
  ["t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
]);

function parseEscape(cursor: Cursor): Pattern | undefined {
  const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(cursor.text.slice(cursor.at, cursor.at + 5));
  if (code !== null) {
    cursor.at += code[0].length;
    return literal(Number.parseInt(code[1] ?? code[2] ?? "", 16));
  }
  const sign = cursor.text[cursor.at];
  cursor.at += 1;
  if (sign === undefined) return undefined;
  const known = classes.get(sign);
  if (known !== undefined) return known;
  const control = controls.get(sign);
  if (control !== undefined) return literal(control);
  // Other letters and digits have meanings that the subset does without.
  return /[A-Za-z0-9]/.test(sign) ? undefined : literal(sign.charCodeAt(0));
}

function literal(code: number): Pattern {
  return { kind: "set", ranges: [[code, code]], isNegated: false };
}

export function isInSet(pattern: Pattern & { kind: "set" }, code: number): boolean {
  return pattern.ranges.some(([from, to]) => code >= from && code <= to) !== pattern.isNegated;
}
