// node bench/syntax.ts FOLDER [PYTHON]
// CPU seconds to read every Python file below a folder: `parseModule` here against CPython's own `ast.parse` (written in C) in the
// same run, best of three rounds taken in turn, texts read beforehand. Compare the ratio, not the seconds.
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseModule } from "#python";

const [folder = ".", python = "python3"] = process.argv.slice(2);
const files = globSync("**/*.py", { cwd: folder }).map((file) => resolve(join(folder, file)));
const texts = files.map((file) => readFileSync(file, "utf8"));
const rounds = 3;

const peer = `
import ast, sys, time, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
texts = []
for path in sys.stdin.read().splitlines():
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        texts.append(file.read())
began = time.process_time()
for text in texts:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
print(time.process_time() - began)
`;

function measureOurs(): number {
  const before = process.cpuUsage();
  for (const text of texts) parseModule(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function measurePeer(): number {
  const { stdout, stderr } = spawnSync(python, ["-c", peer], { input: files.join("\n"), encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return Number(stdout);
}

const ours: number[] = [];
const theirs: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  ours.push(measureOurs());
  theirs.push(measurePeer());
}
const best = { ours: Math.min(...ours), theirs: Math.min(...theirs) };
const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
const lines = texts.reduce((sum, text) => sum + text.split("\n").length, 0);
console.log(`${files.length} files, ${lines} lines, ${megabytes.toFixed(1)} MB`);
console.log(`parseModule  ${best.ours.toFixed(2)} s CPU, ${(megabytes / best.ours).toFixed(1)} MB a second`);
console.log(
  `ast.parse    ${best.theirs.toFixed(2)} s CPU, ${(best.theirs / best.ours).toFixed(1)} times as much`,
);
