// node bench/registry.ts [DOCUMENTS] [OPERATIONS]
// The registry of a repository of 500 OpenAPI documents with 20 operations and 20 types each and one document of events, made here:
// `contract query` and `contract list` from the shell, cold, with nothing changed for every kind of question, and with one document
// changed. In the same run, as the peer, a bare Node that reads all of the documents and parses their YAML with the `yaml` package, and
// no more than that; and Node that does nothing, in which what a question costs is told too.
import { spawnSync } from "node:child_process";
import { appendFileSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const [documents = 500, operations = 20] = process.argv.slice(2).map(Number);
const keelback = [process.execPath, join(root, "bin", "keelback.mjs"), "contract"];
/** Files are settled once they are as old as this: before, an earlier run's word counts for nothing. */
const settledMs = 3_000;
const rounds = 3;
const yaml = join(root, "node_modules", "yaml", "dist", "index.js");
const peer = `const {parse}=require(${JSON.stringify(yaml)}),fs=require("fs");
let keys=0;for(const file of fs.readdirSync("docs"))keys+=Object.keys(parse(fs.readFileSync("docs/"+file,"utf8"))).length;console.log(keys)`;

interface Timing {
  readonly cpu: number;
  readonly wall: number;
}

/** The whole of what a shell would measure. */
function time(folder: string, cache: string, command: readonly string[], status = 0): Timing {
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const result = spawnSync("bash", ["-c", `TIMEFORMAT='took %U %S %R'; time ${quoted} >/dev/null`], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, KEELBACK_CACHE: cache },
  });
  const [, user, system, wall] = /took (\S+) (\S+) (\S+)/.exec(result.stderr) ?? [];
  if (result.status !== status)
    console.log(`  ended with ${result.status}: ${command.at(-1)} ${result.stderr}`);
  return { cpu: Number(user) + Number(system), wall: Number(wall) };
}

/** Others share the machine: the least is what it takes. */
function least(make: () => Timing): Timing {
  const timings = Array.from({ length: rounds }, make);
  return {
    cpu: Math.min(...timings.map(({ cpu }) => cpu)),
    wall: Math.min(...timings.map(({ wall }) => wall)),
  };
}

function documentOf(index: number): string {
  const names = Array.from({ length: operations }, (_, each) => `Thing${index}x${each}`);
  const paths = names.map(
    (name, each) => `  /things-${index}/rows-${each}/{row_id}:
    get:
      operationId: read${name}
      summary: Reads one row of ${index}
      security: [{bearer: []}]
      parameters:
        - {name: row_id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/${name}'}}}}
        '404': {description: there is none}`,
  );
  const schemas = names.map(
    (name) => `    ${name}:
      type: object
      required: [title, amount]
      properties:
        title: {type: string, maxLength: 100, description: What it is called.}
        state: {type: string, enum: [new, used, broken], default: new}
        amount: {type: integer, minimum: 1, maximum: 1000}
        labels: {type: array, items: {type: string, maxLength: 30}}
        measured_at: {type: string, format: date-time}`,
  );
  return `openapi: 3.1.0
info: {title: Service ${index}, version: 1.0.0}
paths:
${paths.join("\n")}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
${schemas.join("\n")}
`;
}

const events = `asyncapi: 3.0.0
info: {title: Events, version: 1.0.0}
channels:
  made: {address: things.made, messages: {made: {name: thing.made, payload: {type: object, properties: {thing_id: {type: string}}}}}}
operations:
  give: {action: send, channel: {$ref: '#/channels/made'}}
`;

/** Every way in which something is asked for, and how the answer ends: 1 where there is none, or one of several has to be chosen. */
const questions: readonly (readonly [kind: string, words: string, status?: number])[] = [
  ["id", `readThing${documents - 1}x${operations - 1}`],
  ["method and path", "GET /things-7/rows-3/1"],
  ["path", "/things-7/rows-3/1"],
  ["type", "Thing7x3"],
  ["another spelling", "thing_7X3"],
  ["event", "thing.made"],
  ["plain words", "reads one row of 77", 1],
  ["field of all documents", "measured_at"],
  ["field of one document", "thing_id"],
  ["a miss", "nothingthere", 1],
];

function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function tell(what: string, { cpu, wall }: Timing, { cpu: base }: Timing, start?: Timing): void {
  const starts = start === undefined ? "" : `, ${(cpu / start.cpu).toFixed(1)} of Node's`;
  console.log(
    `  ${what.padEnd(30)}${wall.toFixed(2).padStart(6)} s ${cpu.toFixed(2).padStart(6)} s CPU  ${(cpu / base).toFixed(2)} of the peer's${starts}`,
  );
}

function measure(scratch: string): void {
  const [tree, cache] = [join(scratch, "tree"), join(scratch, "cache")];
  const last = join(tree, "docs", `service-${documents - 1}.yaml`);
  mkdirSync(join(tree, "docs"), { recursive: true });
  for (let index = 0; index < documents; index += 1)
    writeFileSync(join(tree, "docs", `service-${index}.yaml`), documentOf(index));
  writeFileSync(join(tree, "docs", "events.yaml"), events);
  const query = [...keelback, "query", `readThing${documents - 1}x${operations - 1}`];
  // The compiled program is there after this one.
  time(tree, cache, [process.execPath, join(root, "bin", "keelback.mjs"), "--version"]);
  wait(settledMs);
  console.log(`${documents} documents, ${documents * operations} operations, as many types`);
  const base = least(() => time(tree, cache, [process.execPath, "-e", peer]));
  tell("peer: read and parse YAML", base, base);
  const start = least(() => time(tree, cache, [process.execPath, "-e", "0"]));
  tell("Node that does nothing", start, base);
  tell("query, cold", time(tree, cache, query), base);
  for (const [kind, words, status = 0] of questions) {
    const asked = [...keelback, "query", ...words.split(" ")];
    // What is looked up by words is made when it is first asked for.
    time(tree, cache, asked, status);
    const timing = least(() => time(tree, cache, asked, status));
    tell(`query by ${kind}`, timing, base, start);
  }
  tell(
    "list, nothing changed",
    least(() => time(tree, cache, [...keelback, "list"])),
    base,
  );
  appendFileSync(last, "# changed\n");
  wait(settledMs);
  tell("query, one document changed", time(tree, cache, query), base);
  const kept = globSync("**/registries/**", { cwd: cache }).map((file) => statSync(join(cache, file)));
  const bytes = kept.filter((stat) => stat.isFile()).reduce((sum, { size }) => sum + size, 0);
  console.log(`  kept: ${(bytes / 1e6).toFixed(1)} MB`);
}

const scratch = mkdtempSync(join(tmpdir(), "keelback-bench-"));
try {
  measure(scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
