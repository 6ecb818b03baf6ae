import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { seed } from "../texts.ts";

const example = join(import.meta.dirname, "../../../examples/conduit-fastapi");

/** Modules as they are written, by path. */
export const writtenModules: ReadonlyMap<string, string> = new Map(
  readdirSync(example, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".py"))
    .sort()
    .map((path) => [path, readFileSync(join(example, path), "utf8")] as const)
    .filter(([, text]) => text.length > 0),
);

/** Pieces that open, close, continue, indent or end something. */
export const pieces = [
  ..."()[]{}\"'\\#@:;,=\n\r\t\f \ufeff\u2028",
  ...[
    '"""',
    "'''",
    "\n\n",
    "\r\n",
    "    ",
    "\n    ",
    "\nclass A:",
    "\ndef f(): pass\n",
    'f"',
    "f'{",
    "}'",
    "{{",
    "}}",
    "!r",
    ":>{w}",
  ],
  ...[
    "# noqa\n",
    "\n# alone\n\n",
    "@x\n",
    "\nelse:\n",
    "rb'",
    "async ",
    "é",
    "名",
    "0x1f",
    "lambda: 0",
    "\\\n",
    "if x:\n    y\n",
    "x = 1\n",
  ],
];

interface Mutation {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
  put: fc.oneof(fc.constantFrom(...pieces), fc.constant("")),
});

export function mutate(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((current, { at, cut, put }) => {
    const place = Math.floor(at * current.length);
    return current.slice(0, place) + put + current.slice(place + cut);
  }, text);
}

const modules = [...writtenModules.values()];

export const anyModule: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...modules), fc.array(mutation, { maxLength: 4 }))
  .map(([text, mutations]) => mutate(text, mutations));

/** So many edited modules; the same ones in every run with one seed. */
export function mutated(count: number): readonly string[] {
  return fc.sample(anyModule, { seed, numRuns: count });
}
