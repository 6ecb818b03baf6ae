import { deepStrictEqual, rejects } from "node:assert";
import { describe, test } from "node:test";
import { buildProgram, type Call } from "../../src/surfaces/cli/program.ts";

async function parse(...words: readonly string[]): Promise<Call | undefined> {
  let called: Call | undefined;
  const look = { colour: false, width: 80 };
  const silent = (): void => undefined;
  const program = buildProgram({
    version: "0.0.0",
    terminal: { out: silent, err: silent, look, errLook: look, live: false },
    call: async (call) => {
      called = call;
    },
  });
  await program.parseAsync([...words], { from: "user" });
  return called;
}

describe("words become the input that a verb describes", () => {
  const check = (words: string, verb: string, input: object, json = false): void => {
    test(words, async () => deepStrictEqual(await parse(...words.split(" ")), { verb, input, json }));
  };
  check("plan", "plan", {});
  check("check --only django --only errors,settings", "check", { paths: [], only: "django,errors,settings" });
  check("plan a.yaml out", "plan", { contract: "a.yaml", directory: "out" });
  check(
    "plan a.yaml --all --out p.json --json",
    "plan",
    { contract: "a.yaml", all: true, out: "p.json" },
    true,
  );
  check("build a.yaml --no-prove", "build", { contract: "a.yaml", noProve: true });
  check("build a.yaml", "build", { contract: "a.yaml" });
  check("explain GET /books a.yaml", "explain", { name: ["GET", "/books", "a.yaml"] });
  check("run --port 8080", "run", { port: "8080" });
  check("contract query POST /orders --json", "contract query", { what: ["POST", "/orders"] }, true);
});

test("an option with one value is not given twice: neither would be lost in silence", async () => {
  await rejects(parse("check", "--since", "main", "--since", "v1"), /more than once: "main" and "v1"/);
  await rejects(parse("check", "--format", "json", "--format", "sarif"), /more than once/);
  await rejects(parse("check", "--format", "xml"), /Allowed choices/);
});
