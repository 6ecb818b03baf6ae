import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { listProject, makeProject, openWorker, plain, tell, writeProject } from "./project.ts";

const worker = await openWorker();
const timeoutMs = 60_000;

const outcomes = {
  "app/__init__.py": "",
  "app/code.py": "def half(value: int) -> int:\n    raise NotImplementedError(value)\n",
  "tests/conftest.py": [
    "import pytest",
    "@pytest.fixture",
    "def broken(): raise KeyError('no')",
    "@pytest.fixture",
    "def untidy():",
    "    yield 1",
    "    raise OSError('left over')",
  ].join("\n"),
  "tests/test_all.py": [
    "import asyncio, pytest",
    "from app.code import half",
    "def check(value): assert value == 4, 'helper'",
    "def test_passes(): assert True",
    "def test_asserts(): assert half.__name__ == 'hal'",
    "def test_asserts_in_helper(): check(3)",
    "def test_raises(): half(3)",
    "def test_fails(): pytest.fail('plainly')",
    "def test_does_not_raise():",
    "    with pytest.raises(ValueError): pass",
    "def test_setup(broken): pass",
    "def test_teardown(untidy): pass",
    "def test_unknown(no_such_fixture): pass",
    "@pytest.mark.skip(reason='later')",
    "def test_skipped(): pass",
    "@pytest.mark.xfail(reason='known')",
    "def test_known(): assert False",
    "@pytest.mark.xfail",
    "def test_mended(): pass",
    "@pytest.mark.asyncio",
    "async def test_group():",
    "    async with asyncio.TaskGroup() as group: group.create_task(waits())",
    "async def waits(): assert 1 == 2",
    "@pytest.mark.parametrize('value', [1, 2])",
    "def test_many(value): assert value == 1",
    "def test_warns():",
    "    import warnings; warnings.warn('old', DeprecationWarning)",
  ].join("\n"),
};

test("tells of each test what failed, in which phase, by which exception and where", async () => {
  const folder = makeProject(outcomes);
  const run = await worker.pytest({ folder, arguments: plain, timeoutMs });
  assert.equal(run.status, "finished", run.stderr);
  assert.equal(run.exitCode, 1);
  const file = "tests/test_all.py";
  assert.equal(
    tell(run).replaceAll(`${file}::`, ""),
    [
      "test_passes passed",
      `test_asserts failed in call assertion AssertionError ${file}:5 (test 5): assert 'half' == 'hal'`,
      `test_asserts_in_helper failed in call assertion AssertionError ${file}:3 (test 3): helper`,
      `test_raises failed in call NotImplementedError app/code.py:2 (test 7): NotImplementedError: 3`,
      `test_fails failed in call assertion Failed ${file}:8 (test 8): plainly`,
      `test_does_not_raise failed in call assertion Failed ${file}:10 (test 10): DID NOT RAISE ValueError`,
      "test_setup failed in setup KeyError tests/conftest.py:3: KeyError: 'no'",
      "test_teardown failed in teardown OSError tests/conftest.py:7: OSError: left over",
      `test_unknown failed in setup FixtureLookupError: FixtureLookupError: fixture 'no_such_fixture' not found`,
      "test_skipped skipped: Skipped: later",
      "test_known xfailed: known",
      "test_mended xpassed",
      `test_group failed in call assertion AssertionError ${file}:23 (test 23): assert 1 == 2`,
      "test_many[1] passed",
      `test_many[2] failed in call assertion AssertionError ${file}:25 (test 25): assert 2 == 1`,
      "test_warns passed",
    ].join("\n"),
  );
  assert.equal(run.collected, 16);
  assert.equal(run.warnings, 1);
  assert.deepEqual(run.warningMessages, ["DeprecationWarning: old"]);
  assert.match(run.stdout, /16 tests|failed/);
});

test("tells what cannot be collected, with the cause behind it", async () => {
  const folder = makeProject({
    "tests/test_import.py": "from app.missing import x\ndef test_a(): pass\n",
    "tests/test_name.py": "import os\nnow = undefined_name\n",
    "tests/test_syntax.py": "import os\ndef test_a(:\n",
    "tests/test_good.py": "def test_a(): pass\n",
  });
  const run = await worker.pytest({ folder, arguments: plain, timeoutMs });
  assert.equal(
    tell(run),
    [
      "tests/test_import.py collection ModuleNotFoundError tests/test_import.py:1: ModuleNotFoundError: No module named 'app'",
      "tests/test_name.py collection NameError tests/test_name.py:2: NameError: name 'undefined_name' is not defined",
      "tests/test_syntax.py collection SyntaxError tests/test_syntax.py:2: SyntaxError: invalid syntax (test_syntax.py, line 2)",
    ].join("\n"),
  );
  assert.equal(run.exitCode, 2);
  const broken = makeProject({ "conftest.py": "import nowhere", "test_a.py": "def test_a(): pass" });
  const stopped = await worker.pytest({ folder: broken, arguments: plain, timeoutMs });
  assert.equal(stopped.exitCode, 4);
  assert.match(stopped.stderr, /No module named 'nowhere'/);
});

test("imports the project afresh, even when a file changes within a second at the same length", async () => {
  const folder = makeProject({ "code.py": "value = 1\n", "test_code.py": "import code_\n" });
  for (const value of [1, 2, 3, 4]) {
    writeProject(folder, {
      "code_.py": `value = ${value}\n`,
      "test_code.py": `import code_\ndef test_a(): assert code_.value == ${value}\n`,
    });
    const run = await worker.pytest({ folder, arguments: plain, timeoutMs });
    assert.equal(run.exitCode, 0, tell(run));
  }
});

test("leaves nothing in the tree", async () => {
  const folder = makeProject({
    "app.py": "a = 1\n",
    "tests/test_app.py": "import app\ndef test_a(): assert app.a == 1\n",
  });
  const before = listProject(folder);
  const run = await worker.pytest({
    folder,
    arguments: [...plain, "--cov=app"],
    timeoutMs,
    coverage: { source: ["app"] },
  });
  assert.equal(run.exitCode, 0, run.stdout + run.stderr);
  assert.deepEqual(listProject(folder), before);
});

test("random order is drawn anew for each run, told, and repeated by its seed", async () => {
  const body = Array.from({ length: 12 }, (_, index) => `def test_${index}(): pass`).join("\n");
  const folder = makeProject({ "test_order.py": body });
  const order = async (...extra: readonly string[]) => {
    const run = await worker.pytest({ folder, arguments: ["-q", ...extra], timeoutMs });
    return { seed: run.seed, order: run.tests.map(({ nodeid }) => nodeid).join() };
  };
  const first = await order();
  const others = [await order(), await order(), await order(), await order(), await order()];
  assert.ok(others.every(({ seed }) => seed !== first.seed));
  // Names that are much alike come into few orders, so two seeds may well give the same one; five hardly do.
  assert.ok(others.some((other) => other.order !== first.order));
  assert.deepEqual(
    await order("-p", `randomly`, `-p`, "no:cacheprovider", `--randomly-seed=${first.seed}`),
    first,
  );
});

test("a project that turns warnings into errors is not disturbed", async () => {
  const folder = makeProject({
    "pyproject.toml":
      '[tool.pytest]\nfilterwarnings = ["error"]\nasyncio_mode = "auto"\nasyncio_default_fixture_loop_scope = "function"\n',
    "test_a.py": "async def test_a(): assert 1 == 1\n",
  });
  const run = await worker.pytest({ folder, arguments: plain, timeoutMs });
  assert.equal(run.exitCode, 0, run.stdout + run.stderr);
});

test("runs at once have their temporary folders to themselves, and leave none behind", async () => {
  const folder = makeProject({ "test_a.py": "def test_a(tmp_path): assert tmp_path == 0\n" });
  const runs = await Promise.all(
    [1, 2].map(() => worker.pytest({ folder, arguments: plain, timeoutMs: 60_000 })),
  );
  const roots = runs.map(
    ({ tests }) => /PosixPath\('(.*?keelback-[^/']*\/[^/']*)/.exec(tests[0]?.message ?? "")?.[1],
  );
  assert.ok(roots.every((path) => path !== undefined));
  assert.notEqual(roots[0], roots[1]);
  assert.deepEqual(
    roots.filter((path) => existsSync(path ?? "")),
    [],
  );
});
