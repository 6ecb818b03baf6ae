import fc from "fast-check";
import { anyCodePoint } from "./code-points.ts";

/** One change to a text: which of its lines, what is done there, and with what. */
export interface TextMutation {
  readonly line: number;
  readonly other: number;
  readonly at: number;
  readonly kind: (typeof kinds)[number];
  readonly text: string;
}

const kinds = ["drop", "double", "swap", "cut", "insert", "replace", "indent"] as const;

/** What breaks texts of several languages, or looks like a part of them. */
const pieces = [
  ...[
    "",
    " ",
    "\t",
    "\u0000",
    "\ufeff",
    "\u202e",
    "\ud800",
    "|",
    "||||",
    "---",
    "```",
    "````json",
    "<!--",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "&a *a",
    "!!js",
  ],
  ...[
    "# ",
    "###### POST /",
    "### GET /{a}/{a}",
    "**Response 999:** X",
    "| a | b |",
    "__proto__",
    "constructor",
    "$ref: '#'",
    "$ref: ../../etc/passwd",
  ],
  ...["*".repeat(500), "[".repeat(500), "> ".repeat(200), "9".repeat(400), "a".repeat(5_000)],
];

export const anyTextMutation: fc.Arbitrary<TextMutation> = fc.record({
  line: fc.nat(10_000),
  other: fc.nat(10_000),
  at: fc.nat(200),
  kind: fc.constantFrom(...kinds),
  text: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: anyCodePoint, maxLength: 10 })),
});

export function mutateText(text: string, mutations: readonly TextMutation[]): string {
  const lines = text.split("\n");
  for (const { line, other, at, kind, text: piece } of mutations) {
    const [one, two] = [line % Math.max(1, lines.length), other % Math.max(1, lines.length)];
    const here = lines[one] ?? "";
    const there = lines[two] ?? "";
    if (kind === "drop") lines.splice(one, 1);
    else if (kind === "double") lines.splice(two, 0, here);
    else if (kind === "swap") [lines[one], lines[two]] = [there, here];
    else if (kind === "cut") lines[one] = here.slice(0, at);
    else if (kind === "insert") lines[one] = here.slice(0, at) + piece + here.slice(at);
    else if (kind === "replace") lines[one] = piece;
    else lines[one] = " ".repeat(at % 9) + here;
  }
  return lines.join("\n");
}
