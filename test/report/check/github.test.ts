import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import type { Finding } from "#base";
import { reportCheck } from "#report";
import { runCheck, swallowing, workspaceOf } from "../../verbs/check/checking.ts";

test("one command for each finding, on one line, whatever it says", async () => {
  const { value } = await runCheck(workspaceOf({ "a.py": swallowing }), { format: "github" });
  const [first] = value.findings;
  const span = { file: "a,b:c.py", line: 4, column: 5, offset: 0, end: 3 };
  const finding: Finding = {
    rule: "x/y",
    severity: "note",
    message: "100% sure\nthat",
    mend: "do it",
    span,
    path: [{ message: "from", span }],
  };
  const lines = reportCheck(
    { ...value, findings: first ? [first, finding] : [] },
    { colour: true, width: 80 },
  );
  strictEqual(
    lines[0]?.startsWith(
      "::warning file=a.py,line=4,col=5,endLine=4,endColumn=21,title=errors/swallowed-error::every error is caught",
    ),
    true,
    lines[0],
  );
  deepStrictEqual(lines.slice(1), [
    "::notice file=a%2Cb%3Ac.py,line=4,col=5,endLine=4,endColumn=5,title=x/y::100%25 sure that%0A→ from (a,b:c.py:4)%0Amend: do it",
  ]);
});
