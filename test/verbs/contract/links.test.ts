import { deepStrictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { openDisk } from "#workspace";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { context } from "../context.ts";

const document = (title: string): string =>
  `openapi: 3.1.0\ninfo: { title: ${title}, version: 1.0.0 }\npaths: { /${title}: { get: { responses: { "204": { description: done } } } } }\n`;

async function list(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), "keelback-links-"));
  try {
    const put = (path: string): string => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      return join(root, path);
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(put(path), text);
    for (const [path, target] of Object.entries(links)) symlinkSync(target, put(path));
    const { value } = await contractList.run(openDisk({ root }), {}, context);
    return {
      findings: value.findings,
      documents: value.documents.map(({ file }) => file),
      told: value.findings.map(({ rule, severity, span }) => `${severity} ${rule} ${span?.file}`),
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("a document behind a link is not read, which is told", async () => {
  const { documents, told } = await list(
    { "docs/shop.yaml": document("shop"), "services/carts/api.yaml": document("carts") },
    { "docs/carts.yaml": "../services/carts/api.yaml" },
  );
  deepStrictEqual(
    { documents, told },
    { documents: ["docs/shop.yaml"], told: ["warning contract/unread-link docs/carts.yaml"] },
  );
});

test("so is one that leads out of the folder, or to nothing", async () => {
  const { told } = await list(
    { "docs/shop.yaml": document("shop") },
    { "docs/a.yaml": "/etc/hostname", "docs/b.yaml": "nothing.yaml" },
  );
  deepStrictEqual(told, [
    "warning contract/unread-link docs/a.yaml",
    "warning contract/unread-link docs/b.yaml",
  ]);
});

test("nothing is told of links to what is read anyway, or to what is no contract", async () => {
  const { told } = await list(
    { "docs/v2/shop.yaml": document("shop"), "README.md": "# Shop\n", "data.json": "{}" },
    {
      "docs/latest.yaml": "v2/shop.yaml",
      "docs/README.md": "../README.md",
      "docs/data.json": "../data.json",
    },
  );
  deepStrictEqual(told, []);
});

test("a link that the settings name is read", async () => {
  const { documents, told } = await list(
    { "services/carts/api.yaml": document("carts"), "keelback.yaml": "contract: docs/carts.yaml\n" },
    { "docs/carts.yaml": "../services/carts/api.yaml" },
  );
  deepStrictEqual([documents, told], [["docs/carts.yaml"], []]);
});

describe("a folder behind a link", () => {
  const shop = { "docs/shop.yaml": document("shop") };

  test("is told where it holds contracts that are not read", async () => {
    const shared = {
      "shared/carts.yaml": document("carts"),
      "shared/deep/orders.yaml": document("orders"),
      "shared/README.md": "# Shared\n",
    };
    const { documents, findings } = await list({ ...shop, ...shared }, { "docs/more": "../shared" });
    deepStrictEqual(documents, ["docs/shop.yaml"]);
    deepStrictEqual(
      findings.map(({ rule, message }) => `${rule} ${message}`),
      [
        "contract/unread-link docs/more is a link, and links are not followed: carts.yaml and 1 more in the folder that it leads to are not read",
      ],
    );
  });

  test("is not told where all of it is read, or it holds no contract", async () => {
    const { told } = await list(
      { ...shop, "pictures/one.json": "{}", "pictures/README.md": "# One\n" },
      { "docs/again": ".", "docs/pictures": "../pictures", "docs/nothing": "nowhere" },
    );
    deepStrictEqual(told, []);
  });

  test("is not looked into where it leads out of the repository, and told all the same", async () => {
    const { findings } = await list(shop, { "docs/outside": "/etc" });
    deepStrictEqual(
      findings.map(({ message }) => message),
      [
        "docs/outside is a link, and links are not followed: it leads out of this folder, and what is there is not even looked at",
      ],
    );
  });

  test("is nobody's business among what was installed", async () => {
    const { told } = await list(
      { ...shop, "packages/carts/carts.yaml": document("carts") },
      { "docs/node_modules": "../packages" },
    );
    deepStrictEqual(told, []);
  });
});
