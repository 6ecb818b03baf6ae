// node bench/serve.ts GENERATED_URL REFERENCE_URL
// Requests a second of the generated Conduit and of the reference written by hand, both served on the loopback with the
// same kind of data, measured in turn in one run: the ratio is what counts. It makes its own account and rows first.
// Bounded: a fixed number of requests over eight connections.
import { Agent, request } from "node:http";

const connections = 8;
const requestsPerRound = 400;
const rounds = 7;
const rows = 60;
const [generated, reference] = process.argv.slice(2);
if (!isLoopback(generated) || !isLoopback(reference)) {
  console.error("usage: node bench/serve.ts http://127.0.0.1:8001/api http://127.0.0.1:8002/api");
  process.exit(2);
}

function isLoopback(url: string | undefined): url is string {
  return url !== undefined && ["127.0.0.1", "localhost"].includes(new URL(url).hostname);
}

const agent = new Agent({ keepAlive: true, maxSockets: connections });

function get(url: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { Authorization: `Token ${token}` } }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject).end();
  });
}

async function post(
  url: string,
  body: unknown,
  token?: string,
): Promise<Record<string, Record<string, string>>> {
  const headers = {
    "Content-Type": "application/json",
    ...(token !== undefined && { Authorization: `Token ${token}` }),
  };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as Record<string, Record<string, string>>;
}

interface Filled {
  readonly token: string;
  readonly paths: readonly string[];
}

async function fill(base: string): Promise<Filled> {
  const run = Date.now().toString(36);
  const user = { username: `bench${run}`, email: `bench${run}@mail.test`, password: "a password" };
  const token = (await post(`${base}/users`, { user }))["user"]?.["token"] ?? "";
  let slug = "";
  for (let row = 0; row < rows; row++) {
    const article = {
      title: `Title ${row}`,
      description: "d",
      body: "b".repeat(500),
      tagList: ["a", `t${row % 7}`],
    };
    slug = (await post(`${base}/articles`, { article }, token))["article"]?.["slug"] ?? "";
  }
  return { token, paths: ["/articles", "/articles?tag=a&limit=20", `/articles/${slug}`, "/tags"] };
}

async function rate(base: string, path: string, token: string): Promise<number> {
  let left = requestsPerRound;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    while (left-- > 0)
      if ((await get(`${base}${path}`, token)) !== 200) throw new Error(`${path} was not answered`);
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return requestsPerRound / ((performance.now() - began) / 1000);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const [ours, theirs] = [await fill(generated), await fill(reference)];
for (const [index, path] of ours.paths.entries()) {
  const other = theirs.paths[index] ?? path;
  const rates: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    rates.push({
      ours: await rate(generated, path, ours.token),
      theirs: await rate(reference, other, theirs.token),
    });
  }
  const [mine, handWritten] = [
    median(rates.map((each) => each.ours)),
    median(rates.map((each) => each.theirs)),
  ];
  console.log(
    `${path.padEnd(28)} ${mine.toFixed(0)} / ${handWritten.toFixed(0)} requests a second: ${(mine / handWritten).toFixed(2)}`,
  );
}
agent.destroy();
