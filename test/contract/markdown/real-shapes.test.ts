import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readContract, readRegistryDocument } from "#contract";

const operationsOf = (text: string) =>
  readContract("docs/api.md", text).value?.operations.map(({ method, path }) => `${method} ${path}`);

test("a word in capitals stands for the address before a path", () => {
  const text =
    "# Checks\n\n## List checks\n\n`GET SITE_ROOT/api/v3/checks/`\n\n### Response\n\n**200:** all\n\n## One\n\n`GET BASE_URL/api/v3/checks/<uuid>`\n\n**Response 200:** it\n";
  deepStrictEqual(operationsOf(text), ["get /api/v3/checks", "get /api/v3/checks/{uuid}"]);
});

test("an example below an endpoint says something of it: the text is a record", () => {
  const text =
    '# Tags\n\n## Create tag\n\n`POST https://api.shop.example/v8/tags`\n\nSuccessful response\n```json\n{"data": {"id": 7}}\n```\n';
  deepStrictEqual(
    readRegistryDocument("docs/tags.md", text, () => ({ reason: "missing" }))?.document.entries.map(
      ({ name }) => name,
    ),
    ["POST /v8/tags"],
  );
  const guide = "# Guide\n\n## Call it\n\n`POST https://api.shop.example/v8/tags` makes a tag.\n";
  deepStrictEqual(
    readRegistryDocument("docs/guide.md", guide, () => ({ reason: "missing" })),
    undefined,
  );
});
