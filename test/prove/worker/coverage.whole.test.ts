import assert from "node:assert/strict";
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
    environment: { COVERAGE_FILE: `${folder}/../keelback-coverage-${process.pid}` },
    timeoutMs,
  });
  assert.ok(ours.coverage !== undefined && "totals" in ours.coverage, JSON.stringify(ours.coverage));
  assert.match(
    theirs.stdout,
    new RegExp(`TOTAL .* ${Math.round(ours.coverage.totals.percent)}%`),
    theirs.stdout + theirs.stderr,
  );
});

test("says so when there was nothing to measure", async () => {
  const folder = makeProject({ "test_a.py": "def test_a(): pass" });
  const run = await worker.pytest({ folder, arguments: plain, timeoutMs, coverage: { source: ["nowhere"] } });
  assert.ok(run.coverage !== undefined && "problem" in run.coverage, JSON.stringify(run));
  assert.equal(run.exitCode, 0);
});
