import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeProject, openWorker, plain } from "./project.ts";

const worker = await openWorker();
const timeoutMs = 60_000;

const project = {
  "app/__init__.py": "",
  "app/code.py": [
    "import asyncio",
    "def sign(value):",
    "    if value < 0:",
    "        return -1",
    "    value += 1",
    "    if value == 0:  # pragma: no cover",
    "        return 0",
    "    return 1",
    "async def waits():",
    "    await asyncio.sleep(0)",
    "    return 1",
  ].join("\n"),
  "tests/test_code.py": "from app.code import sign\ndef test_a(): assert sign(3) == 1\n",
};

test("counts lines and branches from the first import on", async () => {
  const folder = makeProject(project);
  const request = { folder, arguments: plain, timeoutMs, coverage: { source: ["app"], branch: true } };
  const run = await worker.pytest(request);
  assert.ok(run.coverage !== undefined && "files" in run.coverage, JSON.stringify(run));
  const { totals, files } = run.coverage;
  assert.deepEqual(
    files
      .filter(({ percent }) => percent < 100)
      .map(({ path, missing, missingBranches, excluded }) => ({ path, missing, missingBranches, excluded })),
    [{ path: "app/code.py", missing: [4, 10, 11], missingBranches: [[3, 4]], excluded: [6, 7] }],
  );
  assert.deepEqual(
    { ...totals, percent: 0 },
    { percent: 0, statements: 9, covered: 6, excluded: 2, branches: 2, coveredBranches: 1 },
  );
});

test("agrees with pytest-cov in a Python of its own", async () => {
  const folder = makeProject({
    ...project,
    "pyproject.toml": '[tool.coverage.run]\nbranch = true\nconcurrency = ["thread", "greenlet"]\n',
  });
  const ours = await worker.pytest({ folder, arguments: plain, timeoutMs, coverage: { source: ["app"] } });
  const theirs = await worker.module({
    folder,
    module: "pytest",
    arguments: [
      ...plain,
      "-p",
      "no:cacheprovider",
      "--cov=app",
      "--cov-report=term",
      "-W",
      "ignore::pytest.PytestAssertRewriteWarning",
    ],
    environment: { COVERAGE_FILE: join(makeProject({}), "coverage") },
    timeoutMs,
  });
  assert.ok(ours.coverage !== undefined && "totals" in ours.coverage, JSON.stringify(ours.coverage));
  assert.match(
    theirs.stdout,
    new RegExp(`TOTAL .* ${Math.round(ours.coverage.totals.percent)}%`),
    theirs.stdout + theirs.stderr,
  );
});

// Every way in which a line can lead to another, each taken by the tests on one side only, on both, or not at all.
const ways = `import asyncio
import contextlib

class Small: pass
class Other(Small): value = 1

def loops(values):
    for value in values:
        if value > 2:
            break
        elif value == 1:
            continue
    else:
        return "through"
    while True:
        if values:
            return "broken"

def handles(value):
    with contextlib.suppress(KeyError), contextlib.nullcontext():
        if value == 1:
            raise KeyError(value)
        if value == 2:
            return 2
    try:
        if value == 3:
            raise ValueError
        return 0
    except (ValueError, TypeError):
        return 3
    finally:
        value = 4 if value else 5

def chooses(value):
    match value:
        case {"a": one, **rest} if one and not rest:
            return one
        case [first, *_] | (first, _):
            return first
        case str() | None:
            pass
        case _:
            return "other"
    return (
        value
        and
        len(value) > 1
        and "long"
    )

def makes(values):
    squares = [value * value for value in values if value % 2]
    if squares and (
        squares[0] > 1
        or len(squares) > 3
    ):
        squares = sorted(squares, key=lambda value: -value if value > 4 else value)
    assert squares, "none"
    yield from squares
    if not values: return

def decorate(function):
    return function

@decorate
@decorate
def decorated(a=1 if Small else 2):
    if a: return a

async def counts(limit):
    for number in range(limit):
        yield number

async def sums(limit):
    total = 0
    async for number in counts(limit):
        if number == 5:
            break
        total += number
    async with contextlib.AsyncExitStack() as stack:
        if total > 100:
            return await asyncio.sleep(0)
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        raise
    else:
        total += 1
    return total

def never():
    if loops:
        return 1
    return 2
`;

const taken = `import asyncio
from app.ways import chooses, decorated, handles, loops, makes, sums
def test_some():
    assert loops([1, 0]) == "through" and loops([3]) == "broken"
    assert handles(1) == 0 and handles(3) == 3
    assert chooses({"a": 1}) == 1 and chooses([7]) == 7 and chooses("") == "" and chooses("ab") == "long"
    assert list(makes([3, 1])) == [9, 1]
    assert decorated() == 1 and asyncio.run(sums(3)) == 4
`;

test("tells the same lines and branches as coverage.py's own tracer", async () => {
  const folder = makeProject({
    "app/__init__.py": "",
    "app/ways.py": ways,
    "app/unused/__init__.py": "",
    "app/unused/code.py": "if __name__ == 'x':\n    pass\n",
    "app/data/no_package.py": "x = 1\n",
    "tests/test_ways.py": taken,
    "pyproject.toml": '[tool.coverage.run]\nbranch = true\ncore = "ctrace"\n',
  });
  const request = { folder, arguments: plain, timeoutMs, coverage: { source: ["app"], branch: true } };
  const { coverage } = await worker.pytest(request);
  assert.ok(coverage !== undefined && "files" in coverage, JSON.stringify(coverage));
  const theirs = await worker.module({
    folder,
    module: "pytest",
    arguments: [
      ...plain,
      "-p",
      "no:cacheprovider",
      "--cov=app",
      "--cov-report=json:theirs.json",
      "-W",
      "ignore",
    ],
    environment: { COVERAGE_FILE: `${folder}/.coverage` },
    timeoutMs,
  });
  assert.equal(theirs.exitCode, 0, theirs.stdout + theirs.stderr);
  const report = JSON.parse(readFileSync(`${folder}/theirs.json`, "utf8")) as {
    readonly files: Readonly<Record<string, { missing_lines: number[]; missing_branches: number[][] }>>;
  };
  assert.deepEqual(
    coverage.files.map(({ path, missing, missingBranches }) => ({ path, missing, missingBranches })),
    Object.entries(report.files)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, file]) => ({ path, missing: file.missing_lines, missingBranches: file.missing_branches })),
  );
});

test("says so when there was nothing to measure", async () => {
  const folder = makeProject({ "test_a.py": "def test_a(): pass" });
  const run = await worker.pytest({ folder, arguments: plain, timeoutMs, coverage: { source: ["nowhere"] } });
  assert.ok(run.coverage !== undefined && "problem" in run.coverage, JSON.stringify(run));
  assert.equal(run.exitCode, 0);
});
