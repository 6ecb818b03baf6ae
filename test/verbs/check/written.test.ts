import { deepStrictEqual, ok } from "node:assert";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openDisk } from "#workspace";
import { check } from "../../../src/verbs/check.ts";
import { context } from "../context.ts";

const root = join(import.meta.dirname, "../../..");
const examples = readdirSync(join(root, "examples")).filter((name) => /-(?:fastapi|django)$/.test(name));

test("there are back ends that build has written", () => ok(examples.length > 0));

for (const name of examples) {
  test(`nothing is found in what build writes: ${name}`, async () => {
    const { value } = await check.run(openDisk({ root: join(root, "examples", name) }), {}, context);
    ok(value.files > 10);
    deepStrictEqual(
      value.findings.map(({ rule, span, message }) => `${span?.file}:${span?.line} ${rule} ${message}`),
      [],
    );
  });
}
