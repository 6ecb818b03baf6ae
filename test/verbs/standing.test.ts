import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { openMemory } from "#workspace";
import { standingFiles } from "../../src/verbs/build/kept-proof.ts";
import { standingCases } from "../../src/verbs/build/standing-cases.ts";
import { standingMutants } from "../../src/verbs/build/standing-mutants.ts";

const written = "import a\n\n\ndef one():\n    return a.one\n\n\ndef two():\n    return a.two\n";
const path = "app/x.py";
const fault = (from: string, to: string) => ({ id: from, path, text: written.replace(from, to) });
const faults = [fault("return a.one", "return None"), fault("return a.two", "return None")];

describe("wrong versions of a project that a hand has edited", () => {
  const of = (text: string | undefined) =>
    standingMutants(faults, [{ path, text: written }], text === undefined ? [] : [{ path, text }]);

  test("are as they were made where the file stands as it was written", () => {
    deepStrictEqual(of(written), { mutants: faults, leftOut: [] });
  });

  test("keep the edit, and are left out where it is in their place", () => {
    const { mutants, leftOut } = of(written.replace("return a.two", "return a.two + 1"));
    deepStrictEqual(leftOut, ["return a.two"]);
    strictEqual(
      mutants[0]?.text,
      written.replace("return a.one", "return None").replace("return a.two", "return a.two + 1"),
    );
  });

  test("are left out where the file is gone", () => {
    deepStrictEqual(of(undefined), { mutants: [], leftOut: ["return a.one", "return a.two"] });
  });
});

test("a test that a hand has edited or taken away proves nothing", () => {
  const file = {
    path: "tests/test_x.py",
    text: "def test_a():\n    assert f()\n\n\ndef test_b():\n    assert g()\n",
  };
  const cases = ["a", "b"].map((name) => ({ id: `tests/test_x.py::test_${name}` }));
  const edited = (text: string) =>
    standingCases(cases, [file], [{ ...file, text }]).map((entry) => entry.edited ?? false);
  deepStrictEqual(edited(file.text), [false, false]);
  deepStrictEqual(edited(file.text.replace("assert f()", "assert True")), [true, false]);
  deepStrictEqual(edited("def test_a():\n    assert f()\n"), [false, true]);
  deepStrictEqual(edited(`import own\n\n\n${file.text}\n\ndef test_own(): ...\n`), [false, false]);
});

test("a proof is of the user's own modules too, but not of secrets, reports and what runs leave", () => {
  const workspace = openMemory({
    files: {
      "app/x.py": "1",
      "app/own.py": "2",
      "app/templates/mail.html": "3",
      ".env": "SECRET=1",
      "HANDOFF.md": "4",
      "data.sqlite3": "5",
      ".venv/lib.py": "6",
      ".keelback/runs/proof.json": "7",
      "blob.txt": "\0",
    },
  });
  const files = standingFiles(workspace, [
    { path: "app/x.py", text: "" },
    { path: "gone.py", text: "" },
  ]);
  deepStrictEqual(
    files.map((file) => file.path),
    ["app/x.py", "app/own.py", "app/templates/mail.html"],
  );
  ok(files.every(({ text }) => text.length === 1));
});
