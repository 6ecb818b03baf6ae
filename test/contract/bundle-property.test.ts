import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { readContract } from "#contract";
import { rounds } from "../fuzz/rounds.ts";
import { assertEqualButNames, assertEqualButPlaces } from "./same-contract.ts";
import { rootFile, splitDocument } from "./split-document.ts";

const names = ["conduit/openapi.yml", "museum/openapi.yaml", "petstore/openapi.yaml"];

for (const name of names) {
  const text = readFileSync(new URL(`documents/${name}`, import.meta.url), "utf8");
  const whole = readContract(rootFile, stringify(parse(text)));

  test(`${name}, torn into files, says the same, and so does its bundle`, () => {
    assert.ok(whole.value);
    fc.assert(
      fc.property(fc.array(fc.nat(59), { minLength: 40, maxLength: 200 }), (choices) => {
        let at = 0;
        const files = splitDocument(text, (count) => (choices[at++ % choices.length] ?? 0) % count);
        const { value, findings, bundle } = readContract(
          rootFile,
          files[rootFile] ?? "",
          (path) => files[path],
        );
        assert.deepEqual(
          findings.filter(({ severity }) => severity === "error"),
          [],
        );
        assert.ok(value && whole.value);
        assertEqualButNames(value, whole.value);
        if (bundle === undefined) return;
        const again = readContract(rootFile, bundle.text);
        assert.ok(again.value);
        assertEqualButPlaces(again.value, value);
        assert.equal(again.value.digest, value.digest);
        assert.equal(
          readContract(rootFile, bundle.text, () => assert.fail("a bundle opens no file")).bundle,
          undefined,
        );
      }),
      rounds(5, 21),
    );
  });
}

test("files that are cut, overwritten and swapped give findings that point into them", () => {
  const folder = new URL("documents/cafe/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => [path, readFileSync(new URL(encodeURI(path), folder), "utf8")] as const);
  const place = fc.nat(1_000_000);
  const pieces = fc.constantFrom("", "$ref: ", "./Order.yaml", "#/a", "[", ": ", "null", "\n", "{$ref: '#'}");
  const edits = fc.array(fc.tuple(place, place, fc.nat(30), pieces), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(edits, fc.tuple(place, place), (changes, [one, other]) => {
      const texts = new Map(files);
      for (const [which, at, length, inserted] of changes) {
        const [path, text] = files[which % files.length] ?? ["", ""];
        const from = at % (text.length + 1);
        texts.set(path, text.slice(0, from) + inserted + text.slice(from + length));
      }
      const [from, to] = [files[one % files.length]?.[0] ?? "", files[other % files.length]?.[0] ?? ""];
      texts.set(from, texts.get(to) ?? "");
      const { value, findings, bundle } = readContract(
        "openapi.yaml",
        texts.get("openapi.yaml") ?? "",
        (path) => texts.get(path),
      );
      if (value === undefined) assert.ok(findings.some(({ severity }) => severity === "error"));
      for (const { span, mend, rule } of findings) {
        assert.ok(span && mend, rule);
        assert.ok(span.offset <= span.end && span.end <= (texts.get(span.file) ?? "").length, rule);
      }
      if (bundle === undefined || findings.some(({ severity }) => severity === "error")) return;
      const again = readContract("openapi.yaml", bundle.text);
      assert.ok(value && again.value);
      assertEqualButPlaces(again.value, value);
    }),
    rounds(25, 22),
  );
});
