import { deepStrictEqual, strictEqual } from "node:assert";
import { test } from "node:test";
import { readContract } from "#contract";

const record = `# Shop

### POST /orders

Request:

- name: string, max 80
- size: string, one of a, b, c
- count: integer, > 0, required

Response 204
`;

test("rules behind a type in a point are read, and lists of values whole", () => {
  const { value } = readContract("docs/shop.md", record);
  const schema = value?.operations[0]?.requestBody?.content[0]?.schema;
  if (schema?.kind !== "schema") throw new Error("the body has no schema of its own");
  const field = (name: string) => {
    const found = schema.properties.find((property) => property.name === name);
    if (found?.schema.kind !== "schema") throw new Error(`there is no field ${name}`);
    return { ...found.schema, required: found.required };
  };
  strictEqual(field("name").maxLength, 80);
  deepStrictEqual(field("size").enum, ["a", "b", "c"]);
  deepStrictEqual([field("count").exclusiveMinimum, field("count").required], [0, true]);
});
