import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { buildIn, built, folderBuilt, folderWith, putContract, textOf } from "./building.ts";
import { conduitAfter } from "./conduit-changes.ts";

const versions = "backend/migrations/versions";

test("a build writes a migration with the record of tables, refuses to destroy, and goes on where it may", async () => {
  const workspace = await folderBuilt(conduitAfter());
  putContract(workspace, conduitAfter("requiredField"));
  const { handoff } = await built(workspace);
  deepStrictEqual(workspace.list(versions), ["0001_initial.py", "0002_add_category_to_articles.py"]);
  ok(textOf(workspace, ".keelback/tables.json").includes('"category": "text"'));
  const assumed = handoff.assumptions.filter(({ setting }) => setting === "domain.existing.Article.category");
  deepStrictEqual(
    assumed.map(({ chosen }) => chosen),
    ['""'],
  );
  match(textOf(workspace, "HANDOFF.md"), /domain\.existing\.Article\.category/);

  putContract(workspace, conduitAfter());
  const before = new Map(workspace.files);
  const refused = await buildIn(workspace);
  strictEqual(refused.exitCode, 2);
  deepStrictEqual(new Map(workspace.files), before);
  match(refused.value.refused?.reason ?? "", /cannot be migrated, and nothing was written/);
  match(
    refused.value.findings.map(({ message }) => message).join(),
    /destroy articles\.category of all rows/,
  );

  await built(workspace, { allowDataLoss: true });
  strictEqual(workspace.list(versions).length, 3);
  deepStrictEqual((await built(workspace)).written, []);
});

test("the settings in the project's own folder say what got another name, wherever the build is called", async () => {
  const workspace = folderWith(conduitAfter("requiredField"));
  const { directory } = await built(workspace, { directory: undefined });
  const file = `${directory}/keelback.yaml`;
  const text = `${workspace.readText(file)}domain:\n  renamed:\n    Article.category: headline\n`;
  workspace.apply([{ kind: "write", path: file, text }]);
  const renamed = JSON.stringify(conduitAfter("requiredField")).replaceAll("category", "headline");
  putContract(workspace, JSON.parse(renamed));
  await built(workspace, { directory: undefined });
  const name = "0002_rename_category_of_articles_to_headline.py";
  ok(workspace.exists(`${directory}/migrations/versions/${name}`));
  // In the folder itself, it is the one that is built.
  const inside = workspace.at(directory);
  const { value } = await buildIn(inside, { contract: undefined, directory: undefined });
  deepStrictEqual([value.built?.directory, value.built?.written], [".", []]);
});
