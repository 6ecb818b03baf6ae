// node bench/size.ts [fastapi-codegen PATH]
// How time and memory grow with a contract: `plan` and `build --no-prove` of contracts with more and more operations, from
// the shell. Least of several rounds: what is above it is the machine's. Seconds by operation tell whether it grows evenly.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largeContract } from "./large-contract.ts";

const rounds = 3;
const sizes = [85, 170, 340, 1000];
const root = join(import.meta.dirname, "..");
const [codegen = "fastapi-codegen"] = process.argv.slice(2);
/** Each Node that ends says how much it had in memory at most. */
const peak =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak%20'+process.resourceUsage().maxRSS+'\\n'))";

interface Run {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly megabytes: number;
}

function run(words: readonly string[]): Run | undefined {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const { status, stderr } = spawnSync("bash", ["-c", `TIMEFORMAT='%U %S %R'; time ${quoted} >/dev/null`], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: `--import=${peak}` },
  });
  const [user, system, wall] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  if (status !== 0 || user === undefined || system === undefined || wall === undefined) return undefined;
  const peaks = [...stderr.matchAll(/^peak (\d+)$/gm)].map(([, kilobytes]) => Number(kilobytes) / 1024);
  return { cpuSeconds: user + system, wallSeconds: wall, megabytes: Math.max(0, ...peaks) };
}

function least(runs: readonly Run[], of: keyof Run): number {
  return Math.min(...runs.map((each) => each[of]));
}

const folder = mkdtempSync(join(tmpdir(), "keelback-size-"));
const keelback = [process.execPath, join(root, "bin", "keelback.mjs")];
for (const size of sizes) {
  const contract = join(folder, `${size}.yaml`);
  writeFileSync(contract, largeContract(size));
  const commands: Readonly<Record<string, () => readonly string[]>> = {
    plan: () => [...keelback, "plan", contract, "--json"],
    "build --no-prove": () => {
      const project = mkdtempSync(join(folder, "project-"));
      return [...keelback, "build", contract, join(project, "a"), "--no-prove", "--json"];
    },
    "fastapi-code-generator": () => [
      codegen,
      "--input",
      contract,
      "--output",
      mkdtempSync(join(folder, "peer-")),
    ],
  };
  for (const [name, command] of Object.entries(commands)) {
    const runs = Array.from({ length: rounds }, () => run(command())).filter((each) => each !== undefined);
    if (runs.length === 0) {
      console.log(`${size} ${name}: could not be run`);
      continue;
    }
    const [cpu, wall] = [least(runs, "cpuSeconds"), least(runs, "wallSeconds")];
    console.log(
      `${String(size).padStart(5)} ${name.padEnd(24)} ${cpu.toFixed(2)} s CPU  ${wall.toFixed(2)} s` +
        `  ${((1000 * cpu) / size).toFixed(1)} ms CPU by operation  ${least(runs, "megabytes").toFixed(0)} MB`,
    );
  }
}
rmSync(folder, { recursive: true, force: true });
