import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptsValue, numberedText, sampleText, templateOf } from "#contract";
import { readAnyhow, schemaDocument, schemaNamed } from "./check.ts";

/** How texts are made: `prd_<26 of 0123…>`. */
function template(text: string): string | undefined {
  const contract = readAnyhow(schemaDocument(text));
  const schema = schemaNamed(contract, "A");
  const parts = templateOf(schema);
  if (!parts) return undefined;
  assert.ok(acceptsValue(contract, schema, sampleText(parts)), `${sampleText(parts)} is allowed`);
  return parts
    .map((part) => {
      if (part.kind === "fixed") return part.text;
      if (part.kind === "uuid") return "<uuid>";
      return part.kind === "ulid"
        ? `<${part.upper ? "ULID" : "ulid"}>`
        : `<${part.length} of ${part.signs.length}>`;
    })
    .join("");
}

const texts: readonly (readonly [schema: string, template: string | undefined])[] = [
  ["{type: string}", "<uuid>"],
  ["{type: string, maxLength: 20}", "<20 of 16>"],
  ["{type: string, maxLength: 8}", undefined],
  ["{type: string, minLength: 40}", "<40 of 16>"],
  ["{type: string, format: ulid}", "<ULID>"],
  ["{type: string, example: prd_01h1s5z6vf2mm1mz3hevnn9va7}", "prd_<ulid>"],
  ["{type: string, example: 01H1S5Z6VF2MM1MZ3HEVNN9VA7}", "<ULID>"],
  ["{type: string, example: usr-3f2504e0-4f89-41d3-9a0c-0305e82c3301}", "usr-<uuid>"],
  ["{type: string, example: cus_9s6XKzkNRiz8i3}", "cus_<14 of 62>"],
  ["{type: string, example: 507f1f77bcf86cd799439011}", "<24 of 16>"],
  ["{type: string, example: ORD-1001}", "<uuid>"],
  ["{type: string, format: ulid, pattern: '^ord_[0-9abcdefghjkmnpqrstvwxyz]{26}$'}", "ord_<ulid>"],
  ["{type: string, pattern: '^[0-9A-HJKMNP-TV-Z]{26}$'}", "<ULID>"],
  ["{type: string, pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'}", "<uuid>"],
  ["{type: string, pattern: '^(inv|bill)_[a-z0-9]{16,24}$'}", "inv_<24 of 36>"],
  ["{type: string, pattern: '^[A-Za-z0-9_-]+$', maxLength: 64}", "<ulid>"],
  ["{type: string, pattern: '^[A-Za-z0-9_-]+$', maxLength: 12}", undefined],
  ["{type: string, pattern: '^[A-Z]{3}-\\d{4}$'}", undefined],
  ["{type: string, pattern: '^(?=x)[a-z]{30}$'}", undefined],
  ["{type: string, pattern: '^a/[a-z]{30}$'}", undefined],
];

for (const [schema, expected] of texts)
  test(`texts made by chance for ${schema}`, () => assert.equal(template(schema), expected));

const numbered: readonly (readonly [schema: string, text: string | undefined])[] = [
  ["{type: string, pattern: '^[a-z]{3}-[0-9]{3}$'}", "aaa-<3>"],
  ["{type: string, pattern: '^[A-Z]\\d{2}/\\d{4}x$'}", undefined],
  ["{type: string, pattern: '^SKU\\d{1,12}$'}", "SKU<9>000"],
  ["{type: string, pattern: '^[a-z]+$'}", undefined],
  ["{type: string}", undefined],
];

for (const [schema, expected] of numbered)
  test(`numbered texts for ${schema}`, () => {
    const found = numberedText(schemaNamed(readAnyhow(schemaDocument(schema)), "A"));
    assert.equal(found && `${found.before}<${found.digits}>${found.after}`, expected);
  });
