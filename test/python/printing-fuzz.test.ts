import { ok, strictEqual } from "node:assert";
import { test } from "node:test";
import * as ruff from "@astral-sh/ruff-wasm-nodejs";
import fc from "fast-check";
import { formatPython } from "#python";
import { rounds } from "../fuzz/rounds.ts";
import { harmlessFor, printEverywhere } from "./sample.ts";
import { anyText, nastyTexts, seed } from "./texts.ts";

const workspace = new ruff.Workspace({ "target-version": "py312" }, ruff.PositionEncoding.Utf16);

/** The kinds of the syntax tree's nodes and how they nest; not the plain text between the braces of an f-string. */
function skeletonOf(text: string): string {
  return workspace
    .parse(text)
    .split("\n")
    .filter((line) => /^ *([a-z_]+: )?[A-Z]\w*( \{|\()/.test(line))
    .filter((line) => !/Literal\($|InterpolatedStringLiteralElement|(flags|prefix|node_index): /.test(line))
    .map((line) => line.replace(/".*"/, '""'))
    .join("\n");
}

const skeletons = new Map<string, string>();

function expectedSkeleton(text: string): string {
  const harmless = harmlessFor(text);
  const known = skeletons.get(harmless) ?? skeletonOf(printEverywhere(harmless));
  skeletons.set(harmless, known);
  return known;
}

function check(text: string): void {
  const printed = printEverywhere(text);
  ok(skeletonOf(printed) === expectedSkeleton(text), printed);
  strictEqual(formatPython(printed), printed, "formatting again changes nothing");
  ok(!/[^\P{C}\n]/u.test(printed), "nothing unseen is in the file");
}

test("texts known for trouble stay inside their place", () => {
  for (const text of nastyTexts) {
    check(text);
    check(`${text}${text}`);
    check(`x ${text}`);
    check(`${text} x`);
  }
});

test("any text stays inside its place", () => {
  fc.assert(fc.property(anyText, check), rounds(200, seed));
});
