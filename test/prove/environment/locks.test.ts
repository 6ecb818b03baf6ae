import assert from "node:assert/strict";
import { test } from "node:test";
import { openDisk } from "#workspace";

const workspace = openDisk({ root: `${import.meta.dirname}/../../../python/locks` });
const names = workspace.list(".").filter((path) => path.endsWith(".txt"));
const read = (name: string): string => workspace.readText(name) ?? "";

/** `name==version` of each requirement. */
function pins(text: string): readonly string[] {
  return text
    .split("\n")
    .flatMap((line) => /^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)/.exec(line)?.slice(0, 1) ?? []);
}

test("every stack has its files", () => {
  const stacks = ["fastapi-sqlite", "fastapi-postgresql"];
  for (const name of [...stacks.flatMap((stack) => [stack, `${stack}-dev`]), "tools", "mutation"]) {
    assert.ok(names.includes(`${name}.txt`), name);
    assert.ok(workspace.exists(`${name}.in`), name);
  }
});

test("every requirement is pinned and hashed, and no place on a network or a machine is named", () => {
  for (const name of names) {
    const text = read(name);
    const requirements = text.split("\n").filter((line) => /^[A-Za-z0-9-]/.test(line));
    assert.equal(pins(text).length, requirements.length, name);
    assert.equal(
      text.split(/^(?=[a-z0-9])/m).filter((part) => !part.includes("--hash=sha256:")).length,
      0,
      name,
    );
    assert.doesNotMatch(text, /:\/\/|index-url|find-links|\/home\/|\/tmp\/|\/root\//, name);
  }
});

test("the pins of the inputs are in the outputs", () => {
  for (const name of names) {
    const found = new Set(pins(read(name)));
    for (const pin of inputPins(name.replace(/\.txt$/, ".in")))
      assert.ok(found.has(pin), `${name} lacks ${pin}`);
  }
});

test("what is tested is what runs: a package has one version in all files of a stack", () => {
  const versions = new Map<string, string>();
  for (const name of names.filter((path) => path !== "tools.txt")) {
    for (const pin of pins(read(name))) {
      const [packageName = "", version = ""] = pin.split("==");
      assert.equal(version, versions.get(packageName) ?? version, `${packageName} in ${name}`);
      versions.set(packageName, version);
    }
  }
  assert.ok(versions.size > 40);
});

function inputPins(name: string): readonly string[] {
  return read(name)
    .split("\n")
    .flatMap((line) => {
      const included = /^-r (\S+)/.exec(line)?.[1];
      return included === undefined ? (line.includes("==") ? [line.trim()] : []) : inputPins(included);
    });
}
