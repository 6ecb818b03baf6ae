import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { type Contract, readContract, type SchemaNode } from "#contract";
import { formatOf } from "../../../src/contract/registry/read-registry-document.ts";

function record(table: string): string {
  return `# Shop\n\n**Version:** 1.0.0\n\n## Endpoints\n\n### POST /orders\n\n**Auth:** none\n\n**Request**\n\n${table}\n\n**Response 204**\n`;
}

function show(contract: Contract, node: SchemaNode | undefined): string {
  if (node === undefined) return "nothing";
  if (node.kind === "ref") return show(contract, contract.schemas.get(node.name));
  if (node.properties.length > 0)
    return node.properties
      .map(({ name, required, schema }) => `${name}${required ? "!" : ""} ${show(contract, schema)}`)
      .join(", ");
  if (node.items !== undefined) return `[${show(contract, node.items)}]`;
  const types = [...node.types, ...(node.nullable ? ["null"] : [])].join("|");
  const words = [types === "" ? "any" : types, node.format, node.readOnly ? "read-only" : undefined];
  return words.filter((word) => word !== undefined && word !== "").join(" ");
}

function read(table: string): { readonly fields: string; readonly told: readonly string[] } {
  const { value, findings } = readContract("docs/shop.md", record(table));
  ok(value);
  const fields = show(value, value.operations[0]?.requestBody?.content[0]?.schema);
  return { fields, told: findings.map(({ rule, span }) => `${rule.replace("contract/", "")} ${span?.line}`) };
}

describe("a table of fields", () => {
  const cases: Readonly<Record<string, readonly [table: string, fields: string, told?: readonly string[]]>> =
    {
      "whose rows are grouped by bold words": [
        "| Name | Type | Required |\n|---|---|---|\n| **Identity** | | |\n| id | uuid | yes |\n| _Money_ | | |\n| total | number | yes |",
        "id! string uuid, total! number",
      ],
      "whose names are all bold": [
        "| Name | Type |\n|---|---|\n| **id** | uuid |\n| **note** | |",
        "id string uuid, note any",
      ],
      "whose cells have breaks": [
        "| Name | Type | Rules |\n|---|---|---|\n| id | uuid | required<br>read-only |\n| title | string | required<br/>1–20 characters |",
        "id! string uuid read-only, title! string",
      ],
      "whose types have breaks": [
        "| Name | Type |\n|---|---|\n| title | string<br>(1–20 characters) |",
        "title string",
      ],
      "with a column for each field": [
        "| Name | id | dueDate |\n|---|---|---|\n| Type | uuid | date |\n| Required | yes | no |",
        "id! string uuid, dueDate string date",
      ],
      "of fields that are called like columns": [
        "| Name | Type |\n|---|---|\n| type | string |\n| required | boolean |",
        "type string, required boolean",
      ],
      "that says twice what is a list": [
        "| Name | Type |\n|---|---|\n| lines[] | array |\n| lines[].sku | string |",
        "lines [sku string]",
      ],
      "that says mandatory and optional by letters": [
        "| Name | Type | M/O |\n|---|---|---|\n| id | uuid | M |\n| title | string | O |",
        "id! string uuid, title string",
      ],
      "that says how often": [
        "| Name | Type | Cardinality |\n|---|---|---|\n| id | uuid | 1 |\n| title | string | 0..1 |\n| tags | string | 0..n |\n| lines | integer | 1..* |\n| ids | uuid[] | 1-n |",
        "id! string uuid, title string, tags [string], lines! [integer], ids! [string uuid]",
      ],
      "with types behind the names": [
        "| Name | Description |\n|---|---|\n| id (uuid, required) | the id |\n| `title` (string) | its name |",
        "id! string uuid, title string",
      ],
      "with bars in code marks": [
        "| Name | Type | Required |\n|---|---|---|\n| note | `string | null` | yes |\n| title | string | yes |",
        "note! string|null, title! string",
      ],
      "below a point of a list": [
        "- the fields:\n\n  | Name | Type |\n  |---|---|\n  | id | uuid |\n  | title | string |",
        "id string uuid, title string",
      ],
      "in HTML": [
        "<table>\n<thead><tr><th>Name</th><th>Type</th><th>Required</th></tr></thead>\n<tbody>\n<tr><td><code>id</code></td><td>uuid</td><td>yes</td></tr>\n<tr>\n  <td>title</td>\n  <td>string</td><td>no</td>\n</tr>\n</tbody></table>",
        "id! string uuid, title string",
      ],
      "in HTML with cells over several columns: is told": [
        '<table><tr><th>Name</th><th>Type</th></tr><tr><td colspan="2">id</td></tr></table>',
        "nothing",
        ["unread-table 13"],
      ],
      "without the line below its header: is told": [
        "| Name | Type |\n| id | uuid |\n| title | string |",
        "nothing",
        ["unread-table 13"],
      ],
    };
  for (const [name, [table, fields, told = []]] of Object.entries(cases))
    test(name, () => deepStrictEqual(read(table), { fields, told }));

  test("in HTML has its places", () => {
    const text = record(
      "<table>\n<tr><th>Name</th><th>Type</th></tr>\n<tr><td>id</td><td>nonsense</td></tr>\n</table>",
    );
    const { findings } = readContract("docs/shop.md", text);
    const [told] = findings;
    strictEqual(told?.rule, "contract/unknown-type");
    strictEqual(text.slice(told.span?.offset, told.span?.end), "nonsense");
  });
});

describe("a record of shared types alone", () => {
  const types =
    "## Types\n\n### Money\n\n| Field | Type | Required |\n|---|---|---|\n| amount | decimal | yes |\n";
  test("is one where it says its version", () => {
    strictEqual(formatOf("docs/types.md", `# Shared\n\n**Version:** 1.0.0\n\n${types}`), "record");
    strictEqual(
      formatOf(
        "docs/types.md",
        `# Shared\n\n${types}\n## Changelog\n\n| Version | Change |\n|---|---|\n| 1.0.0 | first |\n`,
      ),
      "record",
    );
  });
  test("is a text for people where it does not, or where no type has fields", () => {
    strictEqual(formatOf("docs/guide.md", `# Guide\n\n${types}`), undefined);
    strictEqual(
      formatOf("docs/guide.md", "# Guide\n\n**Version:** 1.0.0\n\n## Types\n\n### Money\n\nIs counted.\n"),
      undefined,
    );
  });
});
