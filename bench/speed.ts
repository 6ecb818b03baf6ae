// node bench/speed.ts [fastapi-codegen PATH] [openapi-generator PATH]
// CPU seconds (user and system, children included) from the shell, Node's start included, and ratios to two generators
// in the same run: fastapi-code-generator and openapi-generator's python-fastapi. Medians of several rounds, taken in turn,
// because machines are noisy; compare ratios, not seconds.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rounds = 7;
const root = join(import.meta.dirname, "..");
const contract = join(root, "examples", "conduit", "openapi.yml");
const [codegen = "fastapi-codegen", openapiGenerator = "openapi-generator-cli"] = process.argv.slice(2);
const keelback = [process.execPath, join(root, "bin", "keelback.mjs")];

interface Contender {
  readonly name: string;
  readonly command: (out: string) => readonly string[];
}

const contenders: readonly Contender[] = [
  { name: "keelback plan", command: () => [...keelback, "plan", contract, "--json"] },
  {
    name: "keelback build --no-prove",
    command: (out) => [...keelback, "build", contract, join(out, "project"), "--no-prove", "--json"],
  },
  {
    name: "fastapi-code-generator",
    command: (out) => [codegen, "--input", contract, "--output", join(out, "app")],
  },
  {
    name: "openapi-generator",
    command: (out) => [
      openapiGenerator,
      "generate",
      "-i",
      contract,
      "-g",
      "python-fastapi",
      "-o",
      join(out, "stubs"),
    ],
  },
];

interface Timing {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

function time({ name, command }: Contender): Timing | undefined {
  const out = mkdtempSync(join(tmpdir(), "keelback-bench-"));
  const words = command(out)
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(" ");
  const result = spawnSync(
    "bash",
    ["-c", `TIMEFORMAT='%U %S %R'; time ${words} >/dev/null 2>${join(out, "stderr")}`],
    { encoding: "utf8" },
  );
  rmSync(out, { recursive: true, force: true });
  const [user, system, wall] = result.stderr.trim().split(/\s+/).slice(-3).map(Number);
  if (result.status !== 0 || user === undefined || system === undefined || wall === undefined) {
    console.log(`${name}: could not be run`);
    return undefined;
  }
  return { cpuSeconds: user + system, wallSeconds: wall };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const timings = new Map<string, Timing[]>(contenders.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const contender of contenders) {
    const timing = time(contender);
    if (timing) timings.get(contender.name)?.push(timing);
  }
}
const medians = new Map(
  [...timings].map(([name, list]) => [
    name,
    {
      cpu: median(list.map(({ cpuSeconds }) => cpuSeconds)),
      wall: median(list.map(({ wallSeconds }) => wallSeconds)),
    },
  ]),
);
for (const [name, { cpu, wall }] of medians)
  console.log(`${name.padEnd(28)} ${cpu.toFixed(2)} s CPU  ${wall.toFixed(2)} s`);
const build = medians.get("keelback build --no-prove")?.cpu ?? Number.NaN;
for (const name of ["fastapi-code-generator", "openapi-generator"]) {
  console.log(`build / ${name}: ${(build / (medians.get(name)?.cpu ?? Number.NaN)).toFixed(2)}`);
}
