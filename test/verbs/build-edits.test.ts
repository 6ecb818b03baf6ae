import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { printHandoff } from "../../src/verbs/build/print-handoff.ts";
import { buildIn, built, edit, folderBuilt, putContract, textOf } from "./building.ts";
import { conduitAfter } from "./conduit-changes.ts";

const service = "app/articles/service.py";
const models = "app/articles/models.py";
const ownLine = ["    now = clock.now()\n", "    now = clock.now()  # ours\n"] as const;
const ownMember = [
  "    @property\n    def tag_list",
  "    def shout(self) -> str:\n        return self.title.upper()\n\n    @property\n    def tag_list",
] as const;

async function editedProject() {
  const workspace = await folderBuilt(conduitAfter());
  edit(workspace, service, ...ownLine);
  edit(workspace, models, ...ownMember);
  return workspace;
}

describe("a contract that changes beside hand edits", () => {
  test("a field comes into an edited class, and what an edited function keeps out is told with its place", async () => {
    const workspace = await editedProject();
    putContract(workspace, conduitAfter("optionalField"));
    const first = await built(workspace);
    ok(textOf(workspace, models).includes("    subtitle: Mapped[str | None]\n"));
    ok(textOf(workspace, models).includes("def shout"));
    ok(textOf(workspace, service).includes("now = clock.now()  # ours"));
    ok(textOf(workspace, service).includes("article.subtitle = changes.subtitle"));
    deepStrictEqual(first.merged, [models, service]);
    const [kept, ...others] = first.kept;
    deepStrictEqual(others, []);
    ok(kept);
    ok(kept.text?.includes("        subtitle=details.subtitle,\n"));
    strictEqual(kept.symbol, "create_article");
    const line = textOf(workspace, service).split("\n")[(kept.line ?? 0) - 1];
    ok(line?.startsWith("async def create_article("), line);
    const again = await built(workspace);
    deepStrictEqual(again.written, []);
    deepStrictEqual(again.kept, first.kept);
  });

  test("the handoff shows the exact text", async () => {
    const workspace = await editedProject();
    putContract(workspace, conduitAfter("optionalField"));
    const { handoff } = await built(workspace);
    const text = printHandoff(handoff);
    ok(
      text.includes(
        "### `app/articles/service.py:50 create_article`: edited by hand\n\n```python\nasync def",
      ),
      text,
    );
    ok(text.includes("        subtitle=details.subtitle,\n"));
    strictEqual(textOf(workspace, "HANDOFF.md"), text);
  });

  test("--settle takes the edit for the answer, until something else is wanted", async () => {
    const workspace = await editedProject();
    putContract(workspace, conduitAfter("optionalField"));
    strictEqual((await buildIn(workspace)).exitCode, 3);
    edit(
      workspace,
      service,
      "description=details.description,",
      "description=details.description,\n        subtitle=details.subtitle,",
    );
    strictEqual((await buildIn(workspace)).exitCode, 3);
    strictEqual((await buildIn(workspace, { settle: true })).exitCode, 0);
    strictEqual((await buildIn(workspace)).exitCode, 0);
    putContract(workspace, conduitAfter("optionalField", "requiredField"));
    deepStrictEqual(
      (await built(workspace)).kept.map(({ symbol }) => symbol),
      ["create_article"],
    );
    ok(textOf(workspace, service).includes("now = clock.now()  # ours"));
  });

  test("an operation that goes leaves what the user's own modules call", async () => {
    const workspace = await folderBuilt(conduitAfter("newOperation"));
    const own = "from app.comments.service import get_article_comment\n\nprint(get_article_comment)\n";
    workspace.apply([{ kind: "write", path: "backend/app/report.py", text: own }]);
    putContract(workspace, conduitAfter());
    const { kept } = await built(workspace);
    deepStrictEqual(
      kept.map(({ path, symbol, why }) => [path, symbol, why]),
      [["app/comments/service.py", "get_article_comment", "used"]],
    );
    ok(textOf(workspace, "app/comments/service.py").includes("async def get_article_comment("));
    ok(!textOf(workspace, "app/comments/routes.py").includes("get_article_comment("));
  });

  test("a module that the user's own code imports is not taken away", async () => {
    const workspace = await folderBuilt(conduitAfter("newEntity"));
    const own = "from .reviews import queries\n\nprint(queries)\n";
    workspace.apply([{ kind: "write", path: "backend/app/report.py", text: own }]);
    putContract(workspace, conduitAfter());
    const { kept } = await built(workspace, { allowDataLoss: true });
    ok(kept.some(({ path, why }) => path === "app/reviews/queries.py" && why === "used"));
    ok(workspace.exists("backend/app/reviews/queries.py"));
    ok(!workspace.exists("backend/app/reviews/routes.py"));
  });

  test("line ends of the checkout are no edit, and stay", async () => {
    const workspace = await folderBuilt(conduitAfter());
    for (const path of [service, models])
      workspace.apply([
        { kind: "write", path: `backend/${path}`, text: textOf(workspace, path).replaceAll("\n", "\r\n") },
      ]);
    deepStrictEqual((await built(workspace)).written, []);
    putContract(workspace, conduitAfter("optionalField"));
    const { kept, merged } = await built(workspace);
    deepStrictEqual([kept, merged], [[], []]);
    for (const path of [service, models]) {
      ok(textOf(workspace, path).includes("subtitle"));
      ok(!/[^\r]\n/.test(textOf(workspace, path)));
    }
  });

  test("a record of the first form is read: there an edit is of the whole file", async () => {
    const workspace = await editedProject();
    const { files, ...rest } = JSON.parse(textOf(workspace, ".keelback/written.json")) as {
      files: Record<string, string | { digest: string }>;
    };
    const older = Object.entries(files).map(([path, entry]) => [
      path,
      typeof entry === "string" ? entry : entry.digest,
    ]);
    const text = JSON.stringify({ ...rest, format: 1, files: Object.fromEntries(older) });
    workspace.apply([{ kind: "write", path: "backend/.keelback/written.json", text }]);
    putContract(workspace, conduitAfter("optionalField"));
    const { kept } = await built(workspace);
    deepStrictEqual(
      kept.map(({ path, symbol }) => [path, symbol]),
      [
        [models, undefined],
        [service, undefined],
      ],
    );
    ok(textOf(workspace, "app/articles/schemas.py").includes("subtitle"));
  });
});
