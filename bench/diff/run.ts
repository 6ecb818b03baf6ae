// node bench/diff/run.ts REPOSITORIES [NUMBER…]: holds `contract diff` against pairs.md. REPOSITORIES holds one git directory
// for each, as owner+name/repo. Prints the rows of the table in README.md, and what was missed and invented.
import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Row {
  readonly items: readonly string[];
  readonly names: readonly string[];
  readonly consumer: string;
  readonly provider: string;
  readonly text: string;
}

interface Change {
  readonly item: string;
  readonly kind: string;
  readonly message: string;
  readonly consumer: string;
  readonly provider: string;
  readonly before: unknown;
  readonly after: unknown;
}

const [repositories, ...numbers] = process.argv.slice(2);
if (repositories === undefined) throw new Error("name the folder of the repositories");
const keelback = join(import.meta.dirname, "..", "..", "src", "surfaces", "cli", "main.ts");
const sections = readFileSync(join(import.meta.dirname, "pairs.md"), "utf8").split(/^## (?=\d+\. )/m).slice(1);
const sum = { rows: 0, alike: 0, breaking: 0, found: 0, missed: 0, invented: 0 };

for (const section of sections) {
  const [, number = "", name = ""] = /^(\d+)\. (.+)$/m.exec(section) ?? [];
  if (numbers.length > 0 && !numbers.includes(number)) continue;
  const [, repository = "", path = "", commit = ""] = /^(\S+) `([^`]+)`, before `[^`]+`, after `([^`]+)`/m.exec(section) ?? [];
  const rows = section.split("\n").filter((line) => /^\| (?:[A-Z*])/.test(line)).map(readRow);
  const { changes, seconds, errors } = compare(repository, path, commit);
  judge(`${number} | ${name}`, rows, changes, seconds, errors);
}
console.log(JSON.stringify(sum));

function readRow(line: string): Row {
  const [items = "", names = "", change = "", consumer = "", provider = ""] = line.split(" | ");
  return {
    items: items.replace(/^\| /, "").split("; "),
    names: names.trim() === "" ? [""] : names.split("; "),
    ...{ consumer, provider, text: `${items} ${names} ${change}` },
  };
}

function compare(repository: string, path: string, commit: string) {
  const folder = mkdtempSync(join(tmpdir(), "pair-"));
  const git = join(String(repositories), repository.replace("/", "+"), "repo");
  // Of documents in several files, the folder is the document.
  const wanted = /^(?:openapi|specification)\//.test(path) ? (path.split("/")[0] ?? "") : path;
  for (const [side, name] of [["before", `${commit}^`], ["after", commit]] as const) {
    mkdirSync(join(folder, side));
    const archive = spawnSync("git", ["--git-dir", git, "archive", name, wanted], { maxBuffer: 1 << 29 });
    spawnSync("tar", ["x", "-C", join(folder, side)], { input: archive.stdout });
  }
  const began = performance.now();
  const run = spawnSync(process.execPath, [keelback, "contract", "diff", `before/${path}`, `after/${path}`, "--json"], {
    ...{ cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 },
  });
  const seconds = (performance.now() - began) / 1000;
  rmSync(folder, { recursive: true });
  const said = JSON.parse(run.stdout || "{}") as { value?: Said } & Said;
  const { changes = [], findings = [] } = said.value ?? said;
  return { changes, seconds, errors: findings.filter(({ severity }) => severity === "error") };
}

interface Said {
  readonly changes?: readonly Change[];
  readonly findings?: readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
}

/** What a row names must be in the words of a change at the same operation, on the same side. */
function speaksOf(row: Row, item: string, name: string, change: Change): boolean {
  if (item !== "*" && change.item !== item) return false;
  const isAnswer = /answer|success/.test(row.text);
  const isRequest = /request|query parameter/.test(row.text);
  if ((isAnswer && !/respon/.test(change.kind)) || (isRequest && !/request/.test(change.kind))) return false;
  if (/null is allowed/.test(row.text) !== /nullable/.test(change.kind)) return false;
  const words = change.message.replaceAll("\\", "");
  return name === "" ? /operation|endpoint|api/.test(`${change.kind}`) : new RegExp(`["/]${name.replaceAll(".", "\\.")}"`).test(words);
}

function judge(title: string, rows: readonly Row[], changes: readonly Change[], seconds: number, errors: Said["findings"]): void {
  const explained = new Set<Change>();
  let [alike, breaking, found] = [0, 0, 0];
  const missed: string[] = [];
  const otherwise: string[] = [];
  for (const row of rows) {
    const parts = row.items.flatMap((item) => row.names.map((name) => ({ item, name })));
    const met = parts.map(({ item, name }) => changes.filter((change) => speaksOf(row, item, name, change)));
    for (const change of met.flat()) explained.add(change);
    const all = met.every((list) => list.length > 0);
    const same = all && met.flat().every((change) => change.consumer === row.consumer && change.provider === row.provider);
    const breaks = (side: "consumer" | "provider"): boolean => row[side] === "breaking";
    const finds = (side: "consumer" | "provider"): boolean => !breaks(side) || met.every((list) => list.some((change) => change[side] === "breaking"));
    if (same) alike++;
    if (breaks("consumer") || breaks("provider")) {
      breaking++;
      if (finds("consumer") && finds("provider")) found++;
      else missed.push(`breaking, missed: ${row.text} (${met.filter((list) => list.length === 0).length} of ${parts.length} operations without)`);
    }
    if (!same && finds("consumer") && finds("provider"))
      otherwise.push(`${all ? `otherwise, ${met.flat().map(({ consumer, provider }) => `${consumer}/${provider}`).join(", ")}` : "not found"}: ${row.text}`);
    // A class that is graver than the one by hand is invented.
    for (const change of met.flat())
      if ((change.consumer === "breaking" && row.consumer !== "breaking") || (change.provider === "breaking" && row.provider !== "breaking"))
        explained.delete(change);
  }
  const unexplained = changes.filter((change) => !explained.has(change));
  const invented = unexplained.filter(({ consumer, provider }) => consumer === "breaking" || provider === "breaking");
  const placed = changes.filter(({ before, after }) => before ?? after).length;
  console.log(`| ${title} | ${rows.length} | ${alike} | ${breaking} | ${found} | ${invented.length} | ${changes.length} | ${placed} | ${seconds.toFixed(1)} |`);
  for (const text of [...missed, ...otherwise]) console.log(`    ${text.slice(0, 260)}`);
  for (const change of invented.slice(0, 5)) console.log(`    invented: ${change.item}: ${change.kind}: ${change.message.slice(0, 150)} ${change.consumer}/${change.provider}`);
  for (const change of unexplained.filter((each) => !invented.includes(each)).slice(0, 3)) console.log(`    also: ${change.item}: ${change.kind}: ${change.message.slice(0, 120)}`);
  for (const { rule, message } of (errors ?? []).slice(0, 1)) console.log(`    error: ${rule}: ${message.slice(0, 140)} (${errors?.length})`);
  sum.rows += rows.length;
  sum.alike += alike;
  sum.breaking += breaking;
  sum.found += found;
  sum.missed += breaking - found;
  sum.invented += invented.length;
}
