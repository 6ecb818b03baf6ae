import type { RunningProcess } from "#workspace";
import type { ProofCommands } from "../input.ts";
import type { Bench } from "./commands.ts";

export interface Server {
  readonly url: string;
  readonly process: RunningProcess;
}

const startTimeoutMs = 30_000;

/** Starts the application on a free port of the loopback and waits until it says that it is ready. */
export async function startServer(bench: Bench, commands: ProofCommands): Promise<Server | string> {
  const port = await bench.workspace.freePort();
  const process = bench.workspace.start({
    program: bench.python,
    arguments: [
      "-m",
      commands.serve.module,
      ...commands.serve.arguments.map((argument) => argument.replace("{port}", String(port))),
    ],
    folder: bench.folder,
    environment: bench.environment,
  });
  const url = `http://127.0.0.1:${port}`;
  const ready = await waitUntilReady(bench, process, `${url}${commands.readyPath}`);
  if (ready) return { url, process };
  await process.stop();
  return process.output();
}

async function waitUntilReady(bench: Bench, process: RunningProcess, url: string): Promise<boolean> {
  const start = bench.workspace.elapsedMs();
  let over = false;
  void process.exited.then(() => {
    over = true;
  });
  while (!over && bench.workspace.elapsedMs() - start < startTimeoutMs) {
    if (await answers(bench, url)) return true;
  }
  return false;
}

// The interface to the outside has no network of its own: the project's Python asks.
const ask = `
import sys, time, urllib.request
for _ in range(100):
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=2) as answer:
            sys.exit(0 if answer.status == 200 else 1)
    except OSError:
        time.sleep(0.1)
sys.exit(1)
`;

async function answers(bench: Bench, url: string): Promise<boolean> {
  const result = await bench.workspace.run({
    program: bench.python,
    arguments: ["-c", ask, url],
    timeoutMs: 20_000,
  });
  return result.status === "exited" && result.code === 0;
}

const post = `
import http.cookies, json, sys, urllib.error, urllib.request
method, url = sys.argv[1], sys.argv[2]
request = urllib.request.Request(url, sys.stdin.buffer.read(), {"Content-Type": sys.argv[3]}, method=method.upper())
try:
    with urllib.request.urlopen(request, timeout=10) as answer:
        status, body, headers = answer.status, answer.read().decode(), answer.headers
except urllib.error.HTTPError as error:
    status, body, headers = error.code, error.read().decode(), error.headers
cookies = http.cookies.SimpleCookie()
for header in headers.get_all("Set-Cookie", []):
    cookies.load(header)
print(json.dumps({"status": status, "body": body, "cookies": {name: cookie.value for name, cookie in cookies.items()}}))
`;

/** One request with a body, as JSON or as a form; undefined where no answer came. */
export async function sendBody(
  bench: Bench,
  method: string,
  url: string,
  { sent, isForm }: { readonly sent: unknown; readonly isForm: true | undefined },
): Promise<string | undefined> {
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  const text = isForm ? formText(sent) : JSON.stringify(sent);
  const result = await bench.workspace.run({
    program: bench.python,
    arguments: ["-c", post, method, url, type],
    input: sent === undefined ? "" : text,
    timeoutMs: 20_000,
  });
  return result.status === "exited" && result.code === 0 ? result.stdout : undefined;
}

function formText(sent: unknown): string {
  const pairs = Object.entries(sent ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(pairs).toString();
}
