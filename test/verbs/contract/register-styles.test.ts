import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { openMemory } from "#workspace";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { contractRegister } from "../../../src/verbs/contract/register.ts";
import type { ContractRegisterInput } from "../../../src/verbs/contract/register-input.ts";
import { context } from "../context.ts";

const yaml = `openapi: 3.1.0
info:
  title: Shop
  version: 1.0.0
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: all
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Order" } }
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: { type: string, format: uuid }
`;
const value: Record<string, unknown> = parse(yaml);
const json = (space: number | string): string => JSON.stringify(value, null, space);
const record = `# Shop

**Version:** 1.0.0

## Endpoints

### GET /orders

**Auth:** none

**Response 200:** Order[]

## Types

### Order

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
`;
const windows = (text: string): string => text.replaceAll("\n", "\r\n");
const bare = yaml.replace(/components:[\s\S]*/, "").replace(/\n {10}content:[\s\S]*?Order" } }/, "");

/** How people, editors and generators write one and the same document. */
const styles: Readonly<Record<string, readonly [file: string, text: string]>> = {
  "as it is": ["docs/shop.yaml", yaml],
  "with the ends of lines of Windows": ["docs/shop.yaml", windows(yaml)],
  "without an end of its last line": ["docs/shop.yaml", yaml.trimEnd()],
  "with empty lines at its end": ["docs/shop.yaml", `${yaml}\n\n\n`],
  "with a mark of the order of bytes": ["docs/shop.yaml", `\uFEFF${windows(yaml)}`],
  "with marks of where it begins and ends": ["docs/shop.yaml", `%YAML 1.2\n---\n${yaml}...\n`],
  "with tabs in comments and on empty lines": [
    "docs/shop.yaml",
    `${yaml.replace("paths:", "paths:\t# all\tof them").replace("components:", "#\tparts\n\t\ncomponents:")}\t# end\n`,
  ],
  "with comments everywhere": [
    "docs/shop.yaml",
    `${yaml.replace("paths:", "# paths\npaths:\n  # orders").replace("components:", "\n  # behind\n\n# parts\ncomponents:")}    # of the last\n# the end`,
  ],
  "set in by four": ["docs/shop.yaml", yaml.replace(/^ +/gm, (blanks) => blanks + blanks)],
  "with anchors and aliases": [
    "docs/shop.yaml",
    yaml
      .replace('"200":\n', '"200": &all\n')
      .replace(
        "components:",
        '  /carts:\n    get: { operationId: listCarts, responses: { "200": *all } }\ncomponents:',
      ),
  ],
  "with merged keys": [
    "docs/shop.yaml",
    yaml
      .replace("paths:", "x-common: &common\n  tags: [shop]\npaths:")
      .replace("      operationId", "      <<: *common\n      operationId"),
  ],
  "with quoted keys": ["docs/shop.yaml", yaml.replace(/^(\s*)([a-z]+|\/orders|Order):/gim, "$1'$2':")],
  "with a text over many lines at its end": [
    "docs/shop.yaml",
    `${yaml}      description: |+\n        the end\n\n\n`,
  ],
  "with paths in braces": [
    "docs/shop.yaml",
    yaml.replace(
      /paths:[\s\S]*components:/,
      'paths: { /orders: { get: { operationId: listOrders, responses: { "200": { description: all } } } } }\ncomponents:',
    ),
  ],
  "without parts": ["docs/shop.yaml", bare],
  "with a key of parts that has nothing below it": ["docs/shop.yaml", `${bare}components:\n`],
  "with a key of types that has nothing below it": ["docs/shop.yaml", `${bare}components:\n  schemas:\n`],
  "in JSON set in by four without an end": ["docs/shop.json", json(4)],
  "in JSON set in by tabs": ["docs/shop.json", `${json("\t")}\n`],
  "in JSON on one line": ["docs/shop.json", json(0)],
  "in JSON of Windows": ["docs/shop.json", windows(json(4))],
  "in JSON with braces on lines of their own": [
    "docs/shop.json",
    json(4).replaceAll(/^( *)(".*": )\{/gm, "$1$2\n$1{"),
  ],
  "in markdown": ["docs/shop.md", record],
  "in markdown of Windows": ["docs/shop.md", windows(record)],
  "in markdown without an end of its last line": ["docs/shop.md", record.trimEnd()],
  "in markdown without outer bars": [
    "docs/shop.md",
    record.replace(/^\| (.*) \|$/gm, "$1").replace("|---|---|---|", "---|---|---"),
  ],
  "in markdown with underlined headings": [
    "docs/shop.md",
    record
      .replace("# Shop\n", "Shop\n====\n")
      .replace("## Endpoints\n", "Endpoints\n---------\n")
      .replace("## Types\n", "Types\n-----\n"),
  ],
};

const wishes: Readonly<Record<string, ContractRegisterInput>> = {
  operation: {
    what: ["operation", "POST /orders"],
    id: "placeOrder",
    answer: ["201 it was stored"],
    error: ["409 it was placed before"],
  },
  type: { what: ["type", "Money"], field: ["amount (decimal, required)", "currency (string, required)"] },
};

/** Whether one text is what is left of the other where something is taken out of it. */
function isLeftOf(before: string, after: string): boolean {
  let at = 0;
  for (const letter of after) if (before.startsWith(letter, at)) at += letter.length;
  return at === before.length;
}

describe("a document is added to, and all else stays, byte for byte", () => {
  for (const [name, [file, text]] of Object.entries(styles))
    for (const [kind, input] of Object.entries(wishes))
      test(`${name}: ${kind}`, async () => {
        const workspace = openMemory({ files: { [file]: text } });
        const list = async () => (await contractList.run(workspace, {}, context)).value.items;
        const before = await list();
        const { value: said } = await contractRegister.run(workspace, input, context);
        deepStrictEqual(
          said.findings.filter(({ severity }) => severity === "error"),
          [],
        );
        const after = workspace.readText(file) ?? "";
        ok(after.length > text.length && isLeftOf(text, after), after);
        strictEqual(after.endsWith("\n"), text.endsWith("\n"));
        strictEqual(text.includes("\r") ? /(?<!\r)\n/.test(after) : after.includes("\r"), false);
        const now = await list();
        const digests = new Map(now.map((item) => [`${item.kind} ${item.name}`, item.digest]));
        for (const item of before) strictEqual(digests.get(`${item.kind} ${item.name}`), item.digest);
        strictEqual(now.length, before.length + 1);
        await contractRegister.run(workspace, input, context);
        strictEqual(workspace.readText(file), after);
      });
});
