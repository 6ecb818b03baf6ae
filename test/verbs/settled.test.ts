import { deepStrictEqual, notStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import type { BuildValue } from "#verbs";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { build } from "../../src/verbs/build.ts";
import type { BuildInput } from "../../src/verbs/build-input.ts";
import { shelf } from "../generate/fastapi/project-sample.ts";
import { edit, folderWith, putContract, textOf } from "./building.ts";
import { context } from "./context.ts";

type Told = { readonly exitCode: number; readonly value: BuildValue };

const input: BuildInput = { contract: "contract.json", directory: "backend", noProve: true };

function buildAs(
  program: string | undefined,
  workspace: MemoryWorkspace,
  more: BuildInput = {},
): Promise<Told> {
  const runtime = { ...context.runtime, ...(program !== undefined && { digest: () => program }) };
  return build.run(workspace, { ...input, ...more }, { ...context, runtime });
}

function kept(workspace: MemoryWorkspace): string | undefined {
  const paths = [...workspace.files.keys()].filter((path) => path.startsWith("/cache/settled/"));
  ok(paths.length < 2);
  return workspace.files.get(paths[0] ?? "");
}

let built: Promise<ReadonlyMap<string, string>> | undefined;

async function buildOnce(): Promise<ReadonlyMap<string, string>> {
  const workspace = folderWith(shelf());
  await buildAs("one", workspace);
  return workspace.files;
}

/** What was remembered, with a mark in it that shows whether an answer is the remembered one. */
async function marked(): Promise<MemoryWorkspace> {
  built ??= buildOnce();
  const workspace = openMemory({ files: Object.fromEntries(await built) });
  const path = [...workspace.files.keys()].find((key) => key.startsWith("/cache/settled/"));
  const text = kept(workspace);
  ok(path && text);
  const value = JSON.parse(text);
  value.settled.built.unchanged = 4711;
  workspace.apply([]);
  workspace.at("/cache").apply([{ kind: "write", path, text: JSON.stringify(value) }]);
  return workspace;
}

const isRemembered = ({ value }: Told): boolean => value.built?.unchanged === 4711;

describe("a second build of what has not changed", () => {
  test("says what it would say without a memory", async () => {
    const workspace = folderWith(shelf());
    await buildAs("one", workspace);
    ok(kept(workspace));
    const [quick, slow] = [await buildAs("one", workspace), await buildAs(undefined, workspace)];
    deepStrictEqual(quick.value.built, slow.value.built);
    strictEqual(quick.exitCode, slow.exitCode);
  });

  test("comes from the memory", async () => {
    const workspace = await marked();
    ok(isRemembered(await buildAs("one", workspace)));
  });

  test("remembers nothing where the program is not one file, or general mutants are tried", async () => {
    const workspace = folderWith(shelf());
    await buildAs(undefined, workspace);
    strictEqual(kept(workspace), undefined);
    await buildAs("one", workspace, { mutation: "all" });
    strictEqual(kept(workspace), undefined);
  });

  test("does not need the memory to be whole", async () => {
    for (const text of ["", "null", "[]", "{", '{"key":1}']) {
      const workspace = await marked();
      const path = [...workspace.files.keys()].find((key) => key.startsWith("/cache/settled/")) ?? "";
      workspace.at("/cache").apply([{ kind: "write", path, text }]);
      const { value } = await buildAs("one", workspace);
      ok(value.built && value.built.unchanged !== 4711);
    }
  });
});

describe("the memory is not asked", () => {
  const changes: Readonly<Record<string, (workspace: MemoryWorkspace) => void>> = {
    "after a hand edit": (workspace) => edit(workspace, "README.md", "Shelf API", "Our shelf"),
    "after a file was taken away": (workspace) =>
      void workspace.apply([{ kind: "delete", path: "backend/Dockerfile" }]),
    "after a record was lost": (workspace) =>
      void workspace.apply([{ kind: "delete", path: "backend/.keelback/written.json" }]),
    "beside a module of a hand": (workspace) =>
      void workspace.apply([{ kind: "write", path: "backend/app/extra.py", text: "x = 1\n" }]),
    "beside a migration of a hand": (workspace) =>
      void workspace.apply([
        { kind: "write", path: "backend/migrations/versions/0002_x.py", text: "x = 1\n" },
      ]),
    "for another contract": (workspace) => putContract(workspace, shelf({ title: "Other API" })),
    "with other pins": (workspace) =>
      void workspace.at("/package").apply([
        {
          kind: "write",
          path: "python/locks/fastapi-sqlite.txt",
          text: "fastapi==1.2.4 --hash=sha256:bb\n",
        },
      ]),
  };
  for (const [title, change] of Object.entries(changes))
    test(title, async () => {
      const workspace = await marked();
      change(workspace);
      ok(!isRemembered(await buildAs("one", workspace)));
    });

  test("by another program, or with other wishes", async () => {
    const workspace = await marked();
    ok(!isRemembered(await buildAs("two", workspace)));
    for (const more of [
      { settle: true },
      { allowDataLoss: true },
      { migrated: true },
      { database: "postgresql" },
    ])
      ok(!isRemembered(await buildAs("one", await marked(), more)));
  });

  test("and hand edits are told each time", async () => {
    const workspace = folderWith(shelf());
    await buildAs("one", workspace);
    edit(workspace, "README.md", "Shelf API", "Our shelf");
    putContract(workspace, shelf({ title: "Other API" }));
    for (const _ of [1, 2, 3]) {
      const { value } = await buildAs("one", workspace);
      notStrictEqual(value.built?.kept.length, 0);
    }
    ok(textOf(workspace, "README.md").includes("Our shelf"));
  });
});
