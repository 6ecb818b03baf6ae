import { parseJson } from "#workspace";
import type { CommandEvidence } from "../evidence.ts";
import type { ModuleCall, ProofInput, SignIn } from "../input.ts";
import { type Bench, runInOrder } from "./commands.ts";
import { sendBody, startServer } from "./server.ts";

export interface ConformanceTools {
  /** Python of the tools' own environment. */
  readonly python: string;
}

export interface ConformanceRun {
  readonly evidence: CommandEvidence;
  readonly scope: string;
}

const seed = 20260101;
const examples = 25;
const phases = "examples,coverage,fuzzing,stateful";

/** Property tests of the served application from the contract, signed in, on a database of their own. */
export async function runConformance(
  bench: Bench,
  tools: ConformanceTools,
  input: ProofInput,
): Promise<ConformanceRun> {
  const started = bench.workspace.elapsedMs();
  const migrated = await runInOrder(bench, input.commands.migrate);
  const failed = migrated.find(({ code }) => code !== 0);
  if (failed) return { evidence: failed, scope: "the database could not be prepared" };
  const trusting = await trustIssuer(bench, input);
  const server = await startServer(trusting, input.commands);
  if (typeof server === "string") {
    return {
      evidence: refused("serve", server, bench.workspace.elapsedMs() - started),
      scope: "the server did not start",
    };
  }
  try {
    const base = `${server.url}${input.commands.basePath}`;
    const signedIn = input.signIn ? await signIn(bench, base, input.signIn) : { token: "" };
    if ("problem" in signedIn)
      return { evidence: refused("sign in", signedIn.problem, 0), scope: "signing in failed" };
    const spare = input.signIn?.spare ? await signIn(bench, base, input.signIn.spare) : undefined;
    if (spare && "problem" in spare)
      return { evidence: refused("sign in", spare.problem, 0), scope: "signing in failed" };
    const credentials = await mintCredentials(trusting, input);
    if ("problem" in credentials)
      return { evidence: refused("mint", credentials.problem, 0), scope: "no credential could be made" };
    return await runSchemathesis(bench, tools, base, {
      API_TOKEN: signedIn.token,
      ...(spare && { API_SPARE_TOKEN: spare.token }),
      ...credentials,
    });
  } finally {
    await server.process.stop();
  }
}

async function runSchemathesis(
  bench: Bench,
  tools: ConformanceTools,
  url: string,
  credentials: Readonly<Record<string, string>>,
): Promise<ConformanceRun> {
  const result = await bench.workspace.run({
    program: tools.python,
    arguments: [
      "-m",
      "schemathesis.cli",
      "--config-file",
      "schemathesis.toml",
      "run",
      "conformance.json",
      "--url",
      url,
      "--phases",
      phases,
      "--max-examples",
      String(examples),
      "--seed",
      String(seed),
      "--generation-database",
      "none",
      "--no-color",
    ],
    folder: bench.folder,
    // The project's own configuration says where each credential goes.
    environment: {
      NO_COLOR: "1",
      ...credentials,
      PYTHONDONTWRITEBYTECODE: undefined,
      PYTHONPATH: undefined,
    },
    timeoutMs: 600_000,
  });
  const output = `${result.stdout}\n${result.stderr}`;
  const cases = output.match(/(\d[\d,]*) (?:test cases? )?generated/)?.[1];
  return {
    evidence: {
      command: "schemathesis run",
      code: result.status === "exited" ? result.code : 124,
      output,
      durationMs: result.durationMs,
    },
    scope: `phases ${phases.replaceAll(",", ", ")}; ${examples} examples per operation, seed ${seed}${cases === undefined ? "" : `; ${cases.trim()} test cases`}`,
  };
}

/** The bench whose server trusts an issuer of the run's own, where the application takes tokens. */
async function trustIssuer(bench: Bench, { commands }: ProofInput): Promise<Bench> {
  const trust = commands.outside?.trust;
  if (!trust) return bench;
  const printed = await print(bench, trust);
  const settings = (printed ?? "").split("\n").flatMap((line) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return { ...bench, environment: { ...bench.environment, ...Object.fromEntries(settings) } };
}

/** Credentials that no operation issues, by the variable in which they are looked for. */
async function mintCredentials(
  bench: Bench,
  { commands }: ProofInput,
): Promise<Readonly<Record<string, string>> | { readonly problem: string }> {
  const credentials: Record<string, string> = {};
  for (const { variable, command } of commands.outside?.credentials ?? []) {
    const printed = await print(bench, command);
    if (printed === undefined || printed === "")
      return {
        problem: `python -m ${[command.module, ...command.arguments].join(" ")} printed no credential`,
      };
    credentials[variable] = printed;
  }
  return credentials;
}

/** What a command of the project prints, without the end of the line; undefined where it fails. */
async function print(bench: Bench, call: ModuleCall, input = ""): Promise<string | undefined> {
  const { code, stdout } = await bench.held({ ...call, input }, bench.environment);
  return code === 0 ? stdout.trim() : undefined;
}

async function signIn(
  bench: Bench,
  base: string,
  request: SignIn,
): Promise<{ readonly token: string } | { readonly problem: string }> {
  const { adding } = request;
  if (adding && (await print(bench, adding, JSON.stringify(adding.input))) === undefined)
    return { problem: `python -m ${[adding.module, ...adding.arguments].join(" ")} added no account` };
  let body: unknown;
  let cookies: unknown;
  for (const { method, path, body: sent, isForm, status: wanted } of request.requests) {
    const answer = parseJson(await sendBody(bench, method, `${base}${path}`, { sent, isForm }));
    const status = field(answer, "status");
    body = parseJson(String(field(answer, "body") ?? ""));
    cookies = field(answer, "cookies");
    if (status !== wanted)
      return {
        problem: `${method.toUpperCase()} ${path} answered ${String(status)}: ${JSON.stringify(body)}`,
      };
  }
  const { token: wanted } = request;
  const token = "cookie" in wanted ? field(cookies, wanted.cookie) : wanted.reduce<unknown>(field, body);
  if (typeof token === "string") return { token };
  const where = "cookie" in wanted ? `in the cookie ${wanted.cookie}` : `at ${wanted.join(".")}`;
  return { problem: `no token is ${where}: ${JSON.stringify(body)}` };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function refused(command: string, output: string, durationMs: number): CommandEvidence {
  return { command, code: 1, output, durationMs };
}
