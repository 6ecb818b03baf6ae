import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { checkFormats } from "#verbs";
import { openMemory } from "#workspace";
import { contractLint } from "../../../src/verbs/contract/lint.ts";
import { drift } from "../../../src/verbs/drift.ts";
import { context } from "../../verbs/context.ts";
import { isSarif } from "./sarif-schema.ts";

const orders = `openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
paths:
  /orders/{orderId}:
    get:
      parameters: [{ name: orderId, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        "404": { description: "<b>none</b>" }
components:
  schemas:
    Order: { type: object, required: [id, userId], properties: { id: { type: integer }, userId: { type: integer } } }
`;
const bills = `openapi: 3.1.0
info: { title: Bills, version: 1.0.0 }
paths:
  /bills:
    get:
      responses:
        "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Bill" } } } } }
        "404": { description: none }
components:
  schemas:
    Bill: { type: object, required: [orderId, userId], properties: { orderId: { type: string, format: uuid }, userId: { type: string } } }
`;
const source = `from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Order(BaseModel):
    id: str


@app.get("/orders/{order_id}")
def read_order(order_id: int) -> Order: ...
`;
const look = { colour: false, width: 120 };
const files = { "docs/orders.yaml": orders, "docs/bills.yaml": bills, "app/main.py": source };

interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { id: string; shortDescription: { text: string } }[] };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly relatedLocations?: readonly {
          readonly message: { readonly text: string };
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
        }[];
      }[];
    },
  ];
}

function workspace(more: Readonly<Record<string, string>> = {}) {
  const all = Object.entries({ ...files, ...more });
  return openMemory({
    root: "/work",
    files: Object.fromEntries(all.map(([path, text]) => [`/work/${path}`, text])),
  });
}

async function lint(input: Parameters<typeof contractLint.run>[1], at = workspace()) {
  const { exitCode, value } = await contractLint.run(at, input, context);
  return { exitCode, value, text: reports["contract lint"].text(value, look).join("\n") };
}

async function compare(input: Parameters<typeof drift.run>[1], at = workspace()) {
  const { exitCode, value } = await drift.run(at, input, context);
  return { exitCode, value, text: reports.drift.text(value, look).join("\n") };
}

test("findings of contracts and of drift are valid SARIF, with both places as related ones", async () => {
  for (const { text, value } of [await lint({ format: "sarif" }), await compare({ format: "sarif" })]) {
    const log = JSON.parse(text) as Log;
    ok(isSarif(log), JSON.stringify(isSarif.errors?.slice(0, 3)));
    const [{ tool, results }] = log.runs;
    ok(results.length > 0);
    for (const { ruleId, ruleIndex } of results) strictEqual(tool.driver.rules[ruleIndex]?.id, ruleId);
    const told = value.findings.find(({ path }) => path !== undefined);
    const result = results.find(({ ruleId }) => ruleId === told?.rule);
    deepStrictEqual(
      result?.relatedLocations?.map(({ message }) => message.text),
      told?.path?.map(({ message }) => message),
    );
  }
  const log = JSON.parse((await lint({ format: "sarif" })).text) as Log;
  const rule = log.runs[0].tool.driver.rules.find(({ id }) => id === "contract/field-typed-differently");
  strictEqual(rule?.shortDescription.text, "one concept has several types or formats");
  const related = (JSON.parse((await compare({ format: "sarif" })).text) as Log).runs[0].results.flatMap(
    ({ relatedLocations = [] }) =>
      relatedLocations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
  );
  deepStrictEqual([...new Set(related)].sort(), ["app/main.py", "docs/orders.yaml"]);
});

test("every form of check is one of lint and of drift", async () => {
  for (const format of checkFormats) {
    const texts = [(await lint({ format })).text, (await compare({ format })).text];
    for (const text of texts) ok(text.length > 0, format);
  }
  const { text: json } = await lint({ format: "json" });
  const read = JSON.parse(json) as { readonly verb: string; readonly findings: readonly unknown[] };
  deepStrictEqual([read.verb, read.findings.length > 0], ["contract lint", true]);
  const { text: markdown } = await compare({ format: "markdown" });
  match(markdown, /^## \d+ errors?.* in \d+ documents?/);
  match(markdown, /```yaml\n +Order: /);
  const { text: page } = await lint({ format: "html" });
  match(page, /<title>keelback contract lint<\/title>/);
  ok(!page.includes("<b>none</b>"));
});

test("what the baseline holds is accepted until it is another finding", async () => {
  const at = workspace();
  const first = await lint({});
  strictEqual(first.exitCode, 1);
  const written = await lint({ writeBaseline: true }, at);
  deepStrictEqual([written.exitCode, written.value.findings], [0, []]);
  match(written.text, /written to the baseline/);
  const again = await lint({}, at);
  deepStrictEqual(
    [again.exitCode, again.value.findings, again.value.accepted],
    [0, [], first.value.findings.length],
  );
  strictEqual((await lint({ noBaseline: true }, at)).exitCode, 1);
  const other = workspace({
    ".keelback/lint-baseline.json": at.files.get("/work/.keelback/lint-baseline.json") ?? "",
    "docs/third.yaml": bills.replace("Bills", "Other").replaceAll("bill", "third"),
  });
  strictEqual((await lint({}, other)).exitCode, 1);
  await compare({ writeBaseline: true }, at);
  deepStrictEqual((await compare({}, at)).exitCode, 0);
});

test("a baseline of a part is refused", async () => {
  const { exitCode, value } = await lint({ writeBaseline: true, files: ["docs/orders.yaml"] });
  deepStrictEqual([exitCode, value.findings.map(({ rule }) => rule)], [2, ["usage/partial-baseline"]]);
});
