import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";

const schemaFile = createRequire(import.meta.url).resolve(
  "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
);
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  unicodeRegExp: false,
  formats: {
    uri: (text: string) => URL.canParse(text),
    "uri-reference": (text: string) =>
      /^[\w.!~*'()%:/?#[\]@!$&+,;=-]*$/.test(text) && URL.canParse(text, "https://x/"),
    "date-time": true,
  },
});
/** It says nothing that later drafts of the schema language read otherwise. */
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(readFileSync(schemaFile, "utf8")) as Record<string, unknown>;
/** Whether a value is SARIF 2.1.0, by its schema. */
export const isSarif = ajv.compile(schema);
