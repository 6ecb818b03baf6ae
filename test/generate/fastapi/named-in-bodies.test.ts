import { equal, match } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { generate } from "./pitfalls-sample.ts";

const thesaurus = readFileSync(join(import.meta.dirname, "../../whole/thesaurus.yaml"), "utf8");

// A row that was just made is there, although 404 is answered: the body names another one, which is not.
test("a 404 that speaks of a row in the body is no row of the path that is missing", () => {
  const text = generate("thesaurus.yaml", thesaurus, "sqlite").text("schemathesis.toml");
  const entries = text
    .split("[[operations]]")
    .filter((entry) => entry.includes("ensure_resource_availability"));
  equal(entries.length, 1);
  match(entries[0] ?? "", /^\ninclude-name = "PUT \/quotations\/\{id\}\/term"$/m);
});
