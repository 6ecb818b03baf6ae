import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { judgeImports } from "./judge-imports.ts";

test("what a module imports must be bound in the module that it comes from", () => {
  const files = [
    { path: "app/a.py", text: "from app.b import one, Two, three\nfrom app import b\nimport os\n" },
    { path: "app/b.py", text: "one: int = 1\n\n\nclass Two:\n    four = 4\n\n\nthree = 3\n" },
    {
      path: "tests/c.py",
      text: "from app.b import (\n    four,  # of a class, not of the module\n    one as first,\n)\nfrom app.d import five\n",
    },
  ];
  deepStrictEqual(judgeImports(files), ["tests/c.py: app.b has no four", "tests/c.py: app.d has no five"]);
});
