import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { shelf } from "../generate/fastapi/project-sample.ts";
import { buildIn, built, edit, folderBuilt, folderWith, putContract, textOf } from "./building.ts";

describe("a second build", () => {
  test("changes nothing", async () => {
    const workspace = await folderBuilt(shelf());
    const before = new Map(workspace.files);
    const again = await built(workspace);
    deepStrictEqual(again.written, []);
    deepStrictEqual(again.kept, []);
    deepStrictEqual(new Map(workspace.files), before);
  });

  test("leaves a hand edit alone, and has nothing to say where nothing else is wanted", async () => {
    const workspace = await folderBuilt(shelf());
    edit(workspace, "README.md", "Shelf API", "Our shelf");
    const again = await built(workspace);
    deepStrictEqual(again.kept, []);
    ok(textOf(workspace, "README.md").includes("Our shelf"));
  });

  test("leaves a file deleted that was deleted by hand", async () => {
    const workspace = await folderBuilt(shelf());
    workspace.apply([{ kind: "delete", path: "backend/Dockerfile" }]);
    for (const _ of [1, 2]) {
      deepStrictEqual(
        (await built(workspace)).kept.map(({ path, why, text }) => [path, why, text]),
        [["Dockerfile", "deleted", undefined]],
      );
      ok(!workspace.exists("backend/Dockerfile"));
    }
  });
});

describe("a build of a changed contract", () => {
  const changed = shelf({ title: "Other API" });

  test("tells each time what it would have written in place of a hand edit", async () => {
    const workspace = await folderBuilt(shelf());
    edit(workspace, "README.md", "Shelf API", "Our shelf");
    putContract(workspace, changed);
    const texts = [];
    for (const _ of [1, 2, 3]) {
      const { exitCode, value } = await buildIn(workspace);
      strictEqual(exitCode, 3);
      const kept = value.built?.kept.filter(({ path }) => path === "README.md") ?? [];
      deepStrictEqual(
        kept.map(({ why }) => why),
        ["edited"],
      );
      texts.push(kept[0]?.text);
    }
    ok(texts[0]?.includes("Other API"));
    deepStrictEqual(texts, [texts[0], texts[0], texts[0]]);
    ok(textOf(workspace, "README.md").includes("Our shelf"));
  });

  test("does not bring back a file that was deleted by hand, and tells what it would be", async () => {
    const workspace = await folderBuilt(shelf());
    workspace.apply([{ kind: "delete", path: "backend/README.md" }]);
    putContract(workspace, changed);
    for (const _ of [1, 2]) {
      const { kept } = await built(workspace);
      deepStrictEqual(
        kept.map(({ path, why }) => [path, why]),
        [["README.md", "deleted"]],
      );
      ok(kept[0]?.text?.includes("Other API"));
    }
    ok(!workspace.exists("backend/README.md"));
  });

  test("never takes a file for its own that was there before", async () => {
    const workspace = folderWith(shelf());
    workspace.apply([{ kind: "write", path: "backend/README.md", text: "mine\n" }]);
    for (const contract of [shelf(), shelf(), changed]) {
      putContract(workspace, contract);
      deepStrictEqual(
        (await built(workspace)).kept.map(({ path, why }) => [path, why]),
        [["README.md", "not-ours"]],
      );
    }
    strictEqual(textOf(workspace, "README.md"), "mine\n");
  });

  test("leaves an edited file alone that is no longer wanted, and says so each time", async () => {
    const workspace = await folderBuilt(shelf());
    edit(workspace, "docs/contract.json", "Shelf API", "Their shelf");
    workspace.apply([{ kind: "write", path: "new.json", text: JSON.stringify(changed) }]);
    for (const _ of [1, 2]) {
      const { kept } = await built(workspace, { contract: "new.json" });
      deepStrictEqual(
        kept.map(({ path, why, unwanted }) => [path, why, unwanted]),
        [["docs/contract.json", "edited", true]],
      );
    }
    ok(textOf(workspace, "docs/contract.json").includes("Their shelf"));
  });
});
