// node bench/draw.ts RULE SEED [--count N] [--around LINES] TREE…
// Findings of one rule, drawn at random from the reports of several code bases: each TREE is a folder beside which
// `check TREE --format json --no-baseline > TREE.json` wrote its report. The same seed draws the same findings, and goes on
// drawing them when others come or go: each finding is ranked by a digest of the seed, its tree, its place and its message.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Told {
  readonly message: string;
  readonly place?: Place;
}

interface Reported extends Told {
  readonly rule: string;
  readonly severity: string;
  readonly place: Place;
  readonly mend?: string;
  readonly path?: readonly Told[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: "string", default: "20" }, around: { type: "string", default: "0" } },
});
const [rule = "", seed = "", ...trees] = positionals;
const around = Number(values.around);

const found = trees.flatMap((tree) => {
  const { findings } = JSON.parse(readFileSync(`${tree}.json`, "utf8")) as {
    readonly findings: readonly Reported[];
  };
  return findings.filter((each) => each.rule === rule).map((finding) => ({ tree, finding }));
});
const drawn = found
  .map((each) => ({ ...each, rank: rankOf(each.tree, each.finding) }))
  .sort((one, other) => (one.rank < other.rank ? -1 : 1))
  .slice(0, Number(values.count));

console.log(`${rule}: ${drawn.length} of ${found.length}, seed ${seed}`);
for (const [index, { tree, finding }] of drawn.entries()) {
  const { severity, message, place, mend, path = [] } = finding;
  console.log(`\n${index + 1}. ${basename(tree)} ${placeText(place)}  ${severity}  ${message}`);
  showCode(tree, place);
  for (const step of path) {
    console.log(`   path  ${step.message}  ${step.place === undefined ? "" : placeText(step.place)}`);
    if (step.place !== undefined) showCode(tree, step.place);
  }
  if (mend !== undefined) console.log(`   mend  ${mend}`);
}

function rankOf(tree: string, { place, message }: Reported): string {
  return createHash("sha256")
    .update([seed, basename(tree), placeText(place), message].join("\n"))
    .digest("hex");
}

function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** The lines around a place, where they were asked for and the tree is there. */
function showCode(tree: string, { file, line }: Place): void {
  const from = join(tree, file);
  if (around === 0 || !existsSync(from)) return;
  const lines = readFileSync(from, "utf8").split("\n");
  for (let at = Math.max(1, line - around); at <= Math.min(lines.length, line + around); at += 1)
    console.log(`${at === line ? ">" : " "}${String(at).padStart(6)} | ${lines[at - 1]}`);
}
