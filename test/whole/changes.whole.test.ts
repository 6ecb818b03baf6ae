import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { type ChangeName, conduitAfter, conduitChanges } from "../verbs/conduit-changes.ts";
import { assertProven, type BuildReport, build, temporaryFolder } from "./harness.ts";

const folder = temporaryFolder();
const contract = join(folder, "conduit.json");
const project = join(folder, "conduit");

function read(path: string): string {
  return readFileSync(join(project, path), "utf8");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

function edit(path: string, from: string, to: string): void {
  const text = read(path);
  assert.ok(text.includes(from), `${path} has ${from}`);
  write(
    path,
    text.replace(from, () => to),
  );
}

const models = "app/articles/models.py";
const service = "app/articles/service.py";
const ownMethod =
  '    def shout(self) -> str:\n        """Give the title, loudly."""\n        return self.title.upper()\n';
const ownLine = "    now = clock.now()  # one moment for both columns\n";
const ownNotes = "## Our notes\n\nAsk the editors first.\n\n";
const ownModule = `"""What the editors read on Mondays."""

from app.articles.models import Article


def headline_of(article: Article) -> str:
    """Give the line that stands in the report."""
    return article.shout()
`;
const ownTest = `"""The report of the editors."""

from app.articles.models import Article
from app.report import headline_of


def test_a_headline_is_loud() -> None:
    assert headline_of(Article(title="quiet")) == "QUIET"
`;

function editByHand(): void {
  edit(models, "    @property\n    def tag_list", `${ownMethod}\n    @property\n    def tag_list`);
  edit(service, "    now = clock.now()\n", ownLine);
  edit("README.md", "## ", `${ownNotes}## `);
  write("app/report.py", ownModule);
  write("tests/test_report.py", ownTest);
}

/** What stands there by hand, whatever the contract has become. */
function assertEdits(): void {
  assert.ok(read(models).includes(ownMethod), "the own method stands");
  assert.ok(read(service).includes(ownLine), "the own line stands");
  assert.ok(read("README.md").includes(ownNotes));
  assert.equal(read("app/report.py"), ownModule);
  assert.equal(read("tests/test_report.py"), ownTest);
}

/** The user takes what was told: the text as it would stand there, with the own lines in it. */
function takeTold(report: BuildReport): void {
  for (const { path, symbol, text } of report.changes.kept) {
    assert.ok(text, `${path} ${symbol} is told with its text`);
    if (path === "README.md")
      write(
        path,
        text.replace("## ", () => `${ownNotes}## `),
      );
    else {
      assert.deepEqual([path, symbol], [service, "create_article"], "only what was edited is told");
      const told = text.replace("    now = clock.now()\n", ownLine).trimEnd();
      edit(service, functionOf(read(service), "create_article"), told);
    }
  }
}

/** A function at the top level, up to the next thing that is not indented. */
function functionOf(module: string, name: string): string {
  const lines = module.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`async def ${name}(`));
  assert.ok(from >= 0, `${name} is there`);
  const rest = lines.slice(from + 1);
  const ends = rest.findIndex((line) => line !== "" && !/^[\s)]/.test(line));
  return lines
    .slice(from, ends < 0 ? undefined : from + 1 + ends)
    .join("\n")
    .trimEnd();
}

const options: Readonly<Partial<Record<ChangeName, readonly string[]>>> = {
  removedField: ["--allow-data-loss"],
};

test("eleven changes of Conduit after hand edits: nothing of them is lost, all else comes in, and the proof holds", async () => {
  writeFileSync(contract, JSON.stringify(conduitAfter()));
  assert.equal((await build([contract, project, "--no-prove"])).code, 0);
  editByHand();
  const done: ChangeName[] = [];
  for (const name of Object.keys(conduitChanges) as ChangeName[]) {
    done.push(name);
    writeFileSync(contract, JSON.stringify(conduitAfter(...done)));
    if (name === "renamedField")
      edit("keelback.yaml", "database:", "domain:\n  renamed:\n    Article.category: headline\ndatabase:");
    const words = [contract, project, "--no-prove", ...(options[name] ?? [])];
    const first = await build(words);
    assertEdits();
    takeTold(first.report);
    const { code, report } = await build([...words, "--settle"]);
    assert.deepEqual([code, report.changes.kept], [0, []], `${name}: ${first.stderr}`);
    assertEdits();
  }
  assert.ok(existsSync(join(project, "app", "reviews", "service.py")));
  assert.ok(read(models).includes("headline: Mapped[str]"));
  const { code, report } = await build([contract, project]);
  assertProven(report, 22);
  assert.equal(code, 0);
  assertEdits();
});
