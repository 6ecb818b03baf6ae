import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { parse } from "yaml";
import { readContract } from "#contract";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractExtract } from "../../../src/verbs/contract/extract.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 100 };
const workspace = openMemory({
  files: {
    "app/main.py": `
from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI(title="Shop")
class Order(BaseModel):
    id: int
@app.get("/orders/{order_id}")
def read_order(order_id: int) -> Order: ...
@app.get("/raw")
def raw(): ...
`,
    "other/broken.py": "def f(:\n",
  },
});

test("prints the contract of the source as a document that is read back, each element with its place", async () => {
  const { exitCode, value } = await contractExtract.run(workspace, {}, context);
  strictEqual(exitCode, 0);
  deepStrictEqual([value.operations, value.unknown], [2, 1]);
  const text = reports["contract extract"].text(value, look).join("\n");
  match(text, /^# other\/broken\.py:1/);
  match(text, /x-keelback-at: app\/main\.py:7:/);
  strictEqual(parse(text).openapi, "3.1.0");
  deepStrictEqual(
    readContract("a.yaml", text).value?.operations.map(({ id }) => id),
    ["GET /orders/{order_id}", "GET /raw"],
  );
  const json = reports["contract extract"].text({ ...value, format: "json" }, look).join("\n");
  deepStrictEqual(JSON.parse(json), JSON.parse(JSON.stringify(value.document)));
});

test("a document has a title and a version, and says where the source has none", async () => {
  const source = workspace.readText("app/main.py")?.replace('title="Shop"', "") ?? "";
  const untitled = openMemory({ files: { "app/main.py": source }, root: "/work shop" });
  const { value } = await contractExtract.run(untitled, {}, context);
  deepStrictEqual((value.document as { readonly info: unknown }).info, {
    title: "work shop",
    version: "0.0.0",
    "x-keelback-unknown": "no application of the source says its title and its version",
  });
});

test("says so where there is nothing to extract, and where a path has no Python", async () => {
  const nothing = await contractExtract.run(workspace, { paths: ["other"] }, context);
  deepStrictEqual([nothing.exitCode, nothing.value.document], [1, undefined]);
  match(reports["contract extract"].text(nothing.value, look).join(" "), /there\s+is\s+no\s+contract/);
  strictEqual((await contractExtract.run(workspace, { paths: ["nowhere"] }, context)).exitCode, 2);
});

test("one of several applications is chosen by the place where it is made, its file or its title, and never by chance", async () => {
  const made = (title: string, paths: readonly string[]): string =>
    `from fastapi import FastAPI\napp = FastAPI(title="${title}")\n${paths.map((path) => `@app.get("${path}")\ndef f() -> int: ...\n`).join("")}`;
  const both = openMemory({
    files: {
      "shop/main.py": made("Shop", ["/a", "/b"]),
      "admin/main.py": `${made("Admin", ["/c"])}other = FastAPI(title="Other")\n@other.get("/d")\ndef g() -> int: ...\n`,
    },
  });
  const told = async (app?: string) => {
    const { exitCode, value } = await contractExtract.run(both, app === undefined ? {} : { app }, context);
    const paths = Object.keys((value.document as { readonly paths?: object } | undefined)?.paths ?? {});
    return [
      exitCode,
      paths.join(),
      value.findings.map(({ message, mend }) => `${message} | ${mend}`),
    ] as const;
  };
  deepStrictEqual((await told("admin/main.py:2")).slice(0, 2), [0, "/c"]);
  deepStrictEqual((await told("shop/main.py")).slice(0, 2), [0, "/a,/b"]);
  deepStrictEqual(await told("Other"), [0, "/d", []]);
  const [code, none, [unclear = ""]] = await told("admin/main.py");
  deepStrictEqual([code, none], [1, ""]);
  match(
    unclear,
    /2 applications are called "admin\/main.py"; there are: shop\/main.py:2 "Shop" \(2 operations\), admin/,
  );
  match(
    (await told("Nobody"))[2][0] ?? "",
    /^no application is called "Nobody"; there are: .*--app FILE:LINE$/,
  );
  const [, largest, others] = await told();
  strictEqual(largest, "/a,/b");
  match(
    others.join("\n"),
    /another application, made at admin\/main.py:2, has 1 operation: .*--app admin\/main.py:2 reads/,
  );
});

test("what a framework does by itself has no place in the source", async () => {
  const source = `from fastapi import Depends, FastAPI
from fastapi.security import OAuth2PasswordRequestForm

app = FastAPI()


@app.post("/login")
def login(form: OAuth2PasswordRequestForm = Depends()) -> str: ...
`;
  const { value } = await contractExtract.run(openMemory({ files: { "main.py": source } }), {}, context);
  const printed = JSON.stringify(value.document);
  ok(printed.includes("grant_type") && printed.includes("main.py:7:2"), printed);
  ok(!printed.includes('":1:1"'), printed);
});
