import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { factsJson, reportFacts } from "#report";
import { openMemory } from "#workspace";
import { facts } from "../../src/verbs/facts.ts";
import { context } from "./context.ts";

const files = {
  "shop/models.py": `from django.db import models
class Order(models.Model):
    number = models.CharField(max_length=9, unique=True)
    buyer = models.ForeignKey("auth.User", on_delete=models.CASCADE)
`,
  "api/main.py": `from fastapi import FastAPI
app = FastAPI()
@app.get("/orders/{number}")
def read_order(number: str): ...
`,
  "api/broken.py": "def f(:\n    pass\n",
  ".venv/lib/other.py": "from fastapi import FastAPI\nx = FastAPI()\n@x.get('/not-ours')\ndef f(): ...\n",
  "README.md": "# no Python",
};
const workspace = openMemory({ files });

test("shows routes and models with their places, and nothing of an environment", async () => {
  const { exitCode, value } = await facts.run(workspace, {}, context);
  strictEqual(exitCode, 0);
  const text = reportFacts(value, { colour: false, width: 100 }).join("\n");
  match(text, /GET {2}\/orders\/\{number\} {2}read_order\s+api\/main\.py:3:2/);
  match(text, /Order {2}number \(unique\), buyer → auth\.User\s+shop\/models\.py:2:7/);
  match(text, /api\/broken\.py:1:6\s+warning/);
  match(text, /3 files, 10 lines: 1 application, 1 route, 1 model/);
  strictEqual(text.includes("not-ours"), false);
});

test("shows the part that is asked for, though names lead out of it", async () => {
  const { value } = await facts.run(workspace, { paths: ["./shop/"], only: "models" }, context);
  strictEqual(value.files, 1);
  deepStrictEqual(Object.keys(factsJson(value)), ["files", "lines", "models", "findings"]);
});

test("shows the packages that files of the project name, with the newest version that is let in", async () => {
  const own = openMemory({
    files: {
      "main.py": "",
      "requirements.txt": "Django==5.2.1\nredis<6\ncelery\n",
      "uv.lock": '[[package]]\nname = "Pillow"\nversion = "11.0.0"\n',
    },
  });
  const { value } = await facts.run(own, { only: "packages" }, context);
  const text = reportFacts(value, { colour: false, width: 100 }).join("\n");
  match(text, /django {2}up to 5\.2\.1 {2}\s*declared\s+requirements\.txt:1:1/);
  match(text, /redis {3}below 6 /);
  match(text, /pillow {2}11\.0\.0\s+locked\s+uv\.lock:2:/);
  match(text, /celery\s+declared/);
  match(text, /: 4 packages/);
  const { packages } = factsJson(value) as { readonly packages: readonly { readonly package: string }[] };
  deepStrictEqual(packages.map((each) => each.package).toSorted(), ["celery", "django", "pillow", "redis"]);
});

test("refuses a path where there is no Python", async () => {
  const { exitCode, value } = await facts.run(workspace, { paths: ["README.md"] }, context);
  strictEqual(exitCode, 2);
  strictEqual(value.findings[0]?.rule, "source/no-python");
});

test("says how many are left out of a long table", async () => {
  const routes = Array.from({ length: 230 }, (_, index) => `@app.get("/r${index}")\ndef r${index}(): ...\n`);
  const many = openMemory({
    files: { "main.py": `from fastapi import FastAPI\napp = FastAPI()\n${routes.join("")}` },
  });
  const { value } = await facts.run(many, {}, context);
  match(
    reportFacts(value, { colour: false, width: 100 }).join("\n"),
    /… 30 more: keelback facts --only routes --all/,
  );
  const { value: all } = await facts.run(many, { all: true }, context);
  strictEqual(reportFacts(all, { colour: false, width: 100 }).join("\n").includes(" more: "), false);
});

test("a project that is named by its own place is read by itself", async () => {
  const shop = "from django.db import models\nclass Order(models.Model):\n    pass\n";
  const two = openMemory({
    files: {
      "one/manage.py": "",
      "one/shop/models.py": shop,
      "two/manage.py": "",
      "two/shop/models.py": shop,
    },
  });
  const { exitCode, value } = await facts.run(two.at("one"), { paths: [`${two.root}/two`] }, context);
  strictEqual(exitCode, 0);
  deepStrictEqual(
    value.models.map(({ span }) => span.file),
    ["shop/models.py"],
  );
  strictEqual(value.files, 2);
});
