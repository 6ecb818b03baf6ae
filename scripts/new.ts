// npm run new behaviour NAME | gate NAME | rule FAMILY/NAME: the files of a new unit of extension. They fail their tests until filled in.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findStale } from "./generated.ts";

const root = join(import.meta.dirname, "..");

interface Skeleton {
  readonly path: string;
  readonly text: string;
}

const kinds: Readonly<Record<string, (name: string, variable: string) => readonly Skeleton[]>> = {
  behaviour: (name, variable) => [
    { path: `src/domain/behaviours/${name}.ts`, text: behaviourModule(name, variable) },
    { path: `src/domain/behaviours/${name}.md`, text: behaviourText(name) },
    { path: `src/generate/fastapi/behaviours/${name}.ts`, text: writtenModule(name, variable) },
  ],
  rule: (name, variable) => [
    { path: `src/rules/${name}.ts`, text: ruleModule(variable) },
    { path: `src/rules/${name}.md`, text: ruleText(name) },
  ],
  gate: (name, variable) => [
    { path: `src/prove/gates/${name}.ts`, text: gateModule(name, variable) },
    { path: `test/prove/gates/${name}.test.ts`, text: gateTest(name, variable) },
  ],
};

function behaviourModule(name: string, variable: string): string {
  return `import type { BehaviourRule } from "../draft.ts";

/** One sentence: what an operation with this behaviour does. */
export const ${variable}: BehaviourRule = {
  kind: "${name}",
  rank: 90,
  recognise(_shape, _draft) {
    return undefined;
  },
};
`;
}

function writtenModule(name: string, variable: string): string {
  return `import type { WrittenBehaviour } from "../written-behaviour.ts";

/** What an operation with this behaviour does. */
export const ${variable}: WrittenBehaviour<"${name}"> = {
  kind: "${name}",
  cases: () => [],
};
`;
}

function behaviourText(name: string): string {
  return `# ${name}

One sentence: what an operation with this behaviour does.

## How it is recognised

- What of path, bodies and answers decides.

## What it means

- What holds afterwards, and what is refused.

## What is assumed

Nothing.

## A contract that has it

\`\`\`yaml
openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    get:
      operationId: example # is: ${name}
      responses:
        "200": { description: The answer }
\`\`\`
`;
}

function ruleModule(variable: string): string {
  return `import type { Rule } from "../rule.ts";

/** One sentence: what is wrong. */
export const ${variable}: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: ({ facts: _ }) => [],
};
`;
}

function ruleText(name: string): string {
  return `# ${name}

One sentence: what is wrong.

## Why

What it costs, and whom.

\`\`\`python
# file: shop/example.py
value = 1  # finding: words of the message
\`\`\`

## Instead

What to write.

\`\`\`python
value = 2
\`\`\`
`;
}

function gateModule(name: string, variable: string): string {
  return `import type { Gate } from "../gate.ts";

/** One sentence: what must hold. */
export const ${variable}: Gate = {
  name: "${name}",
  rank: 90,
  judge(_evidence) {
    return { holds: false, summary: "this gate is not written yet", details: [] };
  },
};
`;
}

function gateTest(name: string, variable: string): string {
  return `import assert from "node:assert/strict";
import { test } from "node:test";
import { ${variable} } from "../../../src/prove/gates/${name}.ts";

test("${name} holds on evidence that shows it, and only then", () => {
  assert.fail(\`give \${${variable}.name} evidence for both verdicts\`);
});
`;
}

function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const [kind = "", name = ""] = process.argv.slice(2);
const make = kinds[kind];
const word = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
if (make === undefined || !new RegExp(`^${kind === "rule" ? `${word}/` : ""}${word}$`).test(name)) {
  console.error(
    `usage: npm run new ${Object.keys(kinds).join("|")} NAME   (NAME in kebab-case; of a rule FAMILY/NAME)`,
  );
  process.exit(2);
}
const files = make(name, camel(name.slice(name.indexOf("/") + 1)));
const present = files.find(({ path }) => existsSync(join(root, path)));
if (present !== undefined) {
  console.error(`${present.path} is there already`);
  process.exit(2);
}
for (const { path, text } of [...files, ...listAfter(files)]) console.log(`written  ${write(path, text)}`);
console.log("next: fill them in, then npm run update and npm run check");

function listAfter(written: readonly Skeleton[]): readonly Skeleton[] {
  for (const { path, text } of written) write(path, text);
  return findStale(root);
}

function write(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return path;
}
