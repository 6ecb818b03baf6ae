import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import type { Finding } from "#base";
import { reportCheck } from "#report";
import { type Rule, rules } from "#rules";
import type { CheckValue } from "#verbs";
import { runCheck, swallowing, workspaceOf } from "../../verbs/check/checking.ts";
import { isSarif } from "./sarif-schema.ts";

interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly rules: readonly { readonly id: string; readonly help?: { readonly markdown: string } }[];
        };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly locations: readonly {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: object;
          };
        }[];
        readonly codeFlows?: readonly {
          readonly threadFlows: readonly { readonly locations: readonly object[] }[];
        }[];
        readonly fixes?: readonly object[];
      }[];
      readonly invocations: readonly {
        readonly executionSuccessful: boolean;
        readonly toolExecutionNotifications?: readonly object[];
      }[];
    },
  ];
}

function read(text: string): Log {
  const value = JSON.parse(text) as unknown;
  ok(isSarif(value), JSON.stringify(isSarif.errors?.slice(0, 5), null, 1));
  return value as Log;
}

test("the schema refuses what is no SARIF", () => {
  strictEqual(isSarif({ version: "2.1.0", runs: [{ results: [{}] }] }), false);
});

test("findings are valid SARIF, with places that are relative and safe in an address", async () => {
  const { value } = await runCheck(workspaceOf({ "shop/mäil box#1.py": swallowing, "a.py": "def f(:\n" }), {
    format: "sarif",
  });
  const [run] = read(reportCheck(value, { colour: true, width: 80 }).join("\n")).runs;
  deepStrictEqual(
    run.results.map(({ ruleId, locations: [place] }) => [
      ruleId,
      place?.physicalLocation.artifactLocation.uri,
    ]),
    [
      ["source/invalid-syntax", "a.py"],
      ["errors/swallowed-error", "shop/m%C3%A4il%20box%231.py"],
    ],
  );
  deepStrictEqual(run.results[1]?.locations[0]?.physicalLocation.region, {
    startLine: 4,
    startColumn: 5,
    endLine: 4,
    endColumn: 21,
  });
  for (const { ruleId, ruleIndex } of run.results) strictEqual(run.tool.driver.rules[ruleIndex]?.id, ruleId);
  match(
    run.tool.driver.rules.find(({ id }) => id === "errors/swallowed-error")?.help?.markdown ?? "",
    /## Why/,
  );
});

test("evidence is a code flow, and a fix says what it replaces", async () => {
  const { value } = await runCheck(workspaceOf({ "a.py": swallowing }));
  const [first] = value.findings;
  ok(first?.span);
  const span = { ...first.span, end: first.span.offset + 60 };
  const finding: Finding = {
    ...first,
    span,
    path: [
      { message: "one", span },
      { message: "other", span },
    ],
    fix: { safety: "safe", edits: [{ span, text: "" }] },
  };
  const [run] = read(
    reportCheck({ ...value, format: "sarif", findings: [finding] }, { colour: false, width: 80 }).join(""),
  ).runs;
  strictEqual(run.results[0]?.codeFlows?.[0]?.threadFlows[0]?.locations.length, 2);
  strictEqual(run.results[0]?.fixes?.length, 1);
});

test("what is wrong with the call itself is told as such", async () => {
  const { value } = await runCheck(workspaceOf({}), { format: "sarif", paths: ["nowhere"] });
  const [run] = read(reportCheck(value, { colour: false, width: 80 }).join("")).runs;
  deepStrictEqual([run.results.length, run.invocations[0]?.executionSuccessful], [0, false]);
  strictEqual(run.invocations[0]?.toolExecutionNotifications?.length, 1);
});

test("GitHub takes 25,000 results: the most severe are written, and how many are not is told", async () => {
  const text = "x = 1\n".repeat(26_000);
  const at = (line: number): Finding["span"] => ({
    file: "a.py",
    line,
    column: 1,
    offset: (line - 1) * 6,
    end: (line - 1) * 6 + 1,
  });
  const notes = Array.from({ length: 26_000 }, (_, index): Finding => {
    const span = at(index + 1);
    return { rule: "ruff/ANN001", severity: "note", message: "m", ...(span && { span }) };
  });
  const last = at(26_000);
  const error: Finding = {
    rule: "source/invalid-syntax",
    severity: "error",
    message: "m",
    ...(last && { span: last }),
  };
  const { value } = await runCheck(workspaceOf({ "a.py": "x = 1\n" }));
  const large: CheckValue = {
    ...value,
    format: "sarif",
    sources: new Map([["a.py", text]]),
    findings: [...notes, error],
  };
  const [run] = read(reportCheck(large, { colour: false, width: 80 }).join("")).runs;
  strictEqual(run.results.length, 25_000);
  strictEqual(run.results[0]?.ruleId, "source/invalid-syntax");
  const [told] = run.invocations[0]?.toolExecutionNotifications ?? [];
  match(JSON.stringify(told), /1,001 more findings/);
});

test("twenty thousand findings in a million lines are written in seconds", async () => {
  const line = "value = compute(first, second, third)\n";
  const sources = new Map(
    Array.from({ length: 1_000 }, (_, index) => [`pkg/m${index}.py`, line.repeat(1_000)]),
  );
  const [[id, rule]] = [...rules] as unknown as readonly [readonly [string, Rule]];
  const findings = [...sources.keys()].flatMap((file) =>
    Array.from({ length: 20 }, (_, index): Finding => {
      const at = index * 50;
      return {
        rule: id,
        severity: "warning",
        message: "m",
        span: { file, line: at + 1, column: 1, offset: at * line.length, end: at * line.length + 5 },
      };
    }),
  );
  const { value } = await runCheck(workspaceOf({ "a.py": "x = 1\n" }));
  const large: CheckValue = { ...value, format: "sarif", sources, findings, choices: [{ id, rule }] };
  const from = process.cpuUsage();
  const text = reportCheck(large, { colour: false, width: 80 }).join("");
  const { user, system } = process.cpuUsage(from);
  ok(text.length > 1_000_000);
  ok(user + system < 4_000_000, `${(user + system) / 1e6} s`);
});
