import { ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { printProgress } from "../../src/surfaces/cli/progress.ts";

function watch(live: boolean) {
  let printed = "";
  let time = 0;
  const look = { colour: false, width: 80 };
  const err = (text: string): void => {
    printed += text;
  };
  const printer = printProgress({ out: () => undefined, err, look, errLook: look, live }, () => time);
  const wait = (ms: number): void => {
    time += ms;
  };
  return { ...printer, printed: () => printed, wait };
}

describe("progress", () => {
  test("is one line for each step where lines cannot be written over", () => {
    const { report, wait, printed } = watch(false);
    report({ kind: "begin", step: 1, of: 12, title: "environment" });
    report({ kind: "detail", text: "downloading" });
    wait(312);
    report({ kind: "end", text: "Python 3.14.2, 61 packages, from cache" });
    report({ kind: "begin", step: 10, of: 12, title: "green" });
    report({ kind: "end", text: "3 fail", failed: true, durationMs: 65_000 });
    strictEqual(
      printed(),
      "  1/12  environment   Python 3.14.2, 61 packages, from cache              0.3 s\n" +
        " 10/12  green         3 fail                                          1 min 5 s\n",
    );
  });

  test("moves on one line on a terminal", () => {
    const { report, clear, printed } = watch(true);
    report({ kind: "begin", step: 1, of: 2, title: "tests" });
    report({ kind: "detail", text: "writing\u001b[2J" });
    report({ kind: "end", text: "118 tests" });
    clear();
    const lines = printed().split("\r\u001b[2K");
    ok(lines.includes(" 1/2  tests         118 tests                                             0.0 s\n"));
    ok(!lines.join("").includes("\u001b"));
    ok(!printed().endsWith("writing"));
  });

  test("an end without a beginning says nothing", () => {
    const { report, printed } = watch(true);
    report({ kind: "end", text: "stray" });
    strictEqual(printed(), "");
  });
});
