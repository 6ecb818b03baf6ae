import assert from "node:assert/strict";
import { test } from "node:test";
import { makeProject, openWorker } from "./project.ts";

const variables = {
  ...process.env,
  PYTHONPATH: "/nowhere",
  SECRET_OF_THE_USER: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};
const worker = await openWorker({}, variables);
const timeoutMs = 60_000;
const folder = makeProject({
  "app/__init__.py": "",
  "app/main.py": [
    "import os, sys",
    "class App:",
    "    def openapi(self): return {'openapi': '3.1.0', 'paths': {}}",
    "app = App()",
    "async def later(a, *, b): return [a, b]",
    "def breaks(): raise ValueError('bad')",
    "def leaves(): sys.exit(3)",
    "def odd(): return object",
    "def seen():",
    "    print('aside')",
    "    return {'env': dict(os.environ), 'path': sys.path[0], 'cwd': os.getcwd(), 'stdin': sys.stdin.read(),",
    "        'bytecode': sys.dont_write_bytecode, 'session': os.getsid(0) == os.getpid(),",
    "        'ours': [n for n in sys.path if n.endswith('/python')]}",
    "if __name__ == '__main__':",
    "    print('out', sys.argv[1:]); print('err', file=sys.stderr); sys.exit(int(sys.argv[1]))",
  ].join("\n"),
});
const call = (name: string, extra: object = {}) =>
  worker.call({ folder, function: name, timeoutMs, ...extra });

test("calls a function or a method and gives what it returns", async () => {
  const schema = await call("app.main:app.openapi");
  assert.deepEqual(schema.status === "finished" && schema.value, { openapi: "3.1.0", paths: {} });
  const later = await call("app.main:later", { arguments: [1], keywords: { b: { c: 2 } } });
  assert.deepEqual(later.status === "finished" && later.value, [1, { c: 2 }]);
});

test("tells what was raised", async () => {
  const raised = await call("app.main:breaks");
  assert.ok(raised.status === "raised");
  assert.equal(`${raised.exception}: ${raised.message}`, "ValueError: bad");
  assert.match(raised.trace, /in breaks/);
  for (const [name, exception] of [
    ["app.main:nothing", "AttributeError"],
    ["app.none:x", "ModuleNotFoundError"],
    ["app.main:leaves", "SystemExit"],
  ] as const) {
    const result = await call(name);
    assert.equal(result.status === "raised" && result.exception, exception);
  }
});

test("a run sees its folder, what it was given, and nothing else of the user's", async () => {
  const result = await call("app.main:seen", { environment: { DATABASE_URL: "sqlite://" } });
  assert.ok(result.status === "finished", JSON.stringify(result));
  const seen = result.value as Record<string, unknown> & { readonly env: Record<string, string> };
  assert.equal(seen.env["DATABASE_URL"], "sqlite://");
  for (const name of ["PYTHONPATH", "SECRET_OF_THE_USER", "PYTHONDONTWRITEBYTECODE"])
    assert.equal(seen.env[name], undefined);
  assert.deepEqual(
    [seen["cwd"], seen["path"], seen["stdin"], seen["bytecode"], seen["session"], seen["ours"]],
    [folder, folder, "", false, true, []],
  );
  assert.equal(result.stdout, "aside\n");
});

test("runs a module as python -m does", async () => {
  const run = await worker.module({ folder, module: "app.main", arguments: ["7", "x"], timeoutMs });
  assert.deepEqual(
    [run.status, run.exitCode, run.stdout, run.stderr],
    ["finished", 7, "out ['7', 'x']\n", "err\n"],
  );
  const broken = await worker.module({ folder, module: "app.main", arguments: ["x"], timeoutMs });
  assert.equal(broken.exitCode, 1);
  assert.match(broken.stderr, /invalid literal/);
  const none = await worker.module({ folder, module: "no_such_module", arguments: [], timeoutMs });
  assert.equal(none.exitCode, 1);
  const tool = await worker.module({ folder, module: "mypy", arguments: ["--version"], timeoutMs });
  assert.match(tool.stdout, /^mypy /);
});

test("runs a script as python -c does", async () => {
  const script =
    "import sys\nfrom app.main import App\nprint(__name__, sys.argv, App().openapi()['openapi'])";
  const run = await worker.script({ folder, script, arguments: ["a"], timeoutMs });
  assert.deepEqual(
    [run.status, run.exitCode, run.stdout, run.stderr],
    ["finished", 0, "__main__ ['-c', 'a'] 3.1.0\n", ""],
  );
  const broken = await worker.script({ folder, script: "raise SystemExit('no')", arguments: [], timeoutMs });
  assert.deepEqual([broken.exitCode, broken.stderr], [1, "no\n"]);
});

test("a program reads what it is given, to its end", async () => {
  const script = "import sys\ntext = sys.stdin.read()\nprint(len(text), text[:3], sys.stdin.read() == '')";
  for (const input of ["ägy", "ägy".repeat(100_000)]) {
    const run = await worker.script({ folder, script, arguments: [], input, timeoutMs });
    assert.equal(run.stdout, `${input.length} ägy True\n`, run.stderr);
  }
});
