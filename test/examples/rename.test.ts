import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { type Contract, readContract } from "#contract";
import { type Domain, understand } from "#domain";
import { renameContract, renameOracle } from "../../examples/rename/rename.ts";
import type { Json } from "../../examples/rename/rewrite.ts";
import { readVocabulary, renameText, type Vocabulary } from "../../examples/rename/vocabulary.ts";
import { PHASES, type Script } from "../oracles/grammar.ts";
import { loadScript, parseScript } from "../oracles/script.ts";

const root = join(import.meta.dirname, "../..");
const files = {
  contract: join(root, "examples/conduit/openapi.yml"),
  oracle: join(root, "test/oracles/conduit/oracle.yaml"),
};
const original = readClean("openapi.yml", readFileSync(files.contract, "utf8"));
const understood = understand(original).value;
const judged = loadScript(files.oracle);

/** Words of the original's domain, written down from the contract and not from a vocabulary. */
const domainWords =
  /article|comment|favorite|profile|usernam|author(?!i)|taglist|conduit|real\s?world|\bbio\b|image|created|updated|\bfeed\b/i;
const domainNames = ["title", "description", "body", "user", "users", "tag", "tags", "author", "bio"];

for (const name of ["recipes", "observatory"]) {
  suite(name, () => {
    const { text, script } = runCommand(name);
    const copy = readClean("openapi.yml", text);
    const vocabulary = vocabularyNamed(name);

    test("no word of the original is left", () => {
      for (const line of [...text.split("\n"), ...script.split("\n")]) assert.doesNotMatch(line, domainWords);
      assert.deepEqual(
        namesOf(copy).filter((word) => domainNames.includes(word)),
        [],
      );
    });

    test("the oracle judges as much as before", () => {
      const judging = parseScript(script, "oracle.yaml");
      assert.deepEqual(sizes(judging), sizes(judged));
      const renamed = Object.entries(judged.operations).map(([id, place]) =>
        [id, place].map(say(vocabulary)),
      );
      assert.deepEqual(Object.entries(judging.operations), renamed);
      const operations = copy.operations.map(({ id, method, path }) => [
        id,
        `${method.toUpperCase()} ${path}`,
      ]);
      assert.deepEqual(Object.entries(judging.operations), operations);
    });

    checkUnderstanding(understand(copy).value, vocabulary);
  });
}

/** What is understood of the copy is what was understood of the original, said in the copy's words. */
function checkUnderstanding(domain: Domain, vocabulary: Vocabulary): void {
  const expected = sayAll(bare(understood), vocabulary) as unknown as Domain;
  const actual = bare(domain) as unknown as Domain;
  for (const [i, operation] of expected.operations.entries()) {
    test(`${operation.id} means the same`, () => assert.deepEqual(actual.operations[i], operation));
  }
  for (const [i, entity] of expected.entities.entries()) {
    test(`${entity.name} is the same entity`, () => assert.deepEqual(actual.entities[i], entity));
  }
  test("all else is understood alike", () => assert.deepEqual(actual, expected));
}

test("the original itself is understood whole", () => {
  assert.equal(understood.operations.length, 19);
  assert.ok(understood.operations.every(({ behaviour }) => behaviour.kind !== "custom"));
});

test("each word takes the spelling of its place", () => {
  const { value, faults } = readVocabulary(
    "article: recipe\narticles: recipes\nan article: a recipe\ncreated at: made on\nbio: story",
  );
  assert.deepEqual(faults, []);
  const pairs = [
    ["GetArticlesByBio", "GetRecipesByStory"],
    ["createdAt", "madeOn"],
    ["created_at CREATED-AT", "made_on MADE-ON"],
    ["/articles/{bio}", "/recipes/{story}"],
    ["Create an article", "Create a recipe"],
    ["particle biography articlesX", "particle biography recipesX"],
    ['{"article": {"bio": "', '{"recipe": {"story": "'],
  ] as const;
  for (const [from, to] of pairs) assert.equal(renameText(from, value), to);
});

test("a vocabulary that cannot be right is refused", () => {
  const { faults } = readVocabulary("login: entry\ntag: hash tag\nBio: story");
  assert.deepEqual(faults, [
    "login: a general word, which stays",
    "tag: hash tag: as many words are wanted on the right",
    "Bio: story: lower-case words only",
  ]);
});

test("names that become one and words that stay are told", () => {
  const document = (...names: readonly string[]): Json => ({
    components: { schemas: Object.fromEntries(names.map((name) => [name, {}])) },
  });
  const merging = readVocabulary("tag: label").value;
  assert.deepEqual(renameContract(document("Tag", "Label"), merging).faults, [
    '"Tag" and "Label" both become "Label"',
  ]);
  const circular = readVocabulary("tag: label\nlabel: mark").value;
  assert.deepEqual(renameContract(document("Tag"), circular).faults, ['"label" is left in "Label"']);
});

test("the format's own keys and the oracle's matchers stay", () => {
  const vocabulary = readVocabulary("body: method\ntitle: dish\ntext: prose").value;
  const step = {
    do: "GET /body",
    body: { body: "body" },
    text: "$text",
    expect: { title: { $is: "body" } },
    status: 200,
  };
  assert.deepEqual(renameOracle({ main: [{ id: "a", steps: [step] }] }, vocabulary).value, {
    main: [
      {
        id: "a",
        steps: [
          {
            do: "GET /method",
            body: { method: "method" },
            text: "$text",
            expect: { dish: { $is: "method" } },
            status: 200,
          },
        ],
      },
    ],
  });
  assert.throws(
    () => renameOracle({ main: [{ steps: [{ dew: "GET /" }] }] }, vocabulary),
    /"dew" is unknown/,
  );
});

/** Both copies, as the command writes them. */
function runCommand(name: string): { readonly text: string; readonly script: string } {
  const folder = mkdtempSync(join(tmpdir(), "rename-"));
  try {
    const options = ["--contract", files.contract, "--oracle", files.oracle, "--out", folder];
    execFileSync(process.execPath, [join(root, "examples/rename/rename.ts"), name, ...options]);
    const read = (file: string): string => readFileSync(join(folder, file), "utf8");
    return { text: read("openapi.yml"), script: read("oracle.yaml") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readClean(file: string, text: string): Contract {
  const { value, findings } = readContract(file, text);
  assert.deepEqual(findings, []);
  assert.ok(value);
  return value;
}

function vocabularyNamed(name: string): Vocabulary {
  const { value, faults } = readVocabulary(readFileSync(join(root, `examples/rename/${name}.yaml`), "utf8"));
  assert.deepEqual(faults, []);
  return value;
}

/** Every property, parameter, path segment and tag. */
function namesOf(contract: Contract): readonly string[] {
  const inSchemas = (value: unknown): readonly string[] => {
    if (value instanceof Map) return [...value.values()].flatMap(inSchemas);
    if (typeof value !== "object" || value === null) return [];
    const inner = Object.entries(value).flatMap(([key, item]) => (key === "span" ? [] : inSchemas(item)));
    return "name" in value && typeof value.name === "string" ? [value.name, ...inner] : inner;
  };
  const segments = contract.operations.flatMap(({ path }) => path.split("/"));
  const tags = contract.operations.flatMap((operation) => operation.tags);
  return [...inSchemas(contract.schemas), ...inSchemas(contract.operations), ...segments, ...tags].map(
    (text) => text.toLowerCase(),
  );
}

function sizes(script: Script): Json {
  return PHASES.map((phase) =>
    script.phases[phase].map(({ steps, judges }) => [steps.length, judges.length]),
  );
}

/** The domain without places in the document, and without the texts that quote it as evidence. */
function bare(domain: Domain): Json {
  const dropped = new Set(["span", "evidence", "contractDigest", "contractFile"]);
  return JSON.parse(JSON.stringify(domain, (key, value) => (dropped.has(key) ? undefined : value))) as Json;
}

/** Kinds are our words, all other texts are the contract's. */
function sayAll(value: Json, vocabulary: Vocabulary): Json {
  if (typeof value === "string") return renameText(value, vocabulary);
  if (Array.isArray(value)) return value.map((item: Json) => sayAll(item, vocabulary));
  if (typeof value !== "object" || value === null) return value;
  const said = Object.entries(value).map(([key, item]) => [
    key,
    key === "kind" ? item : sayAll(item, vocabulary),
  ]);
  return Object.fromEntries(said) as Json;
}

function say(vocabulary: Vocabulary): (text: string) => string {
  return (text) => renameText(text, vocabulary);
}
