import { ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { updateSettings } from "../../src/verbs/settings-write.ts";
import { conduit } from "../report/conduit.ts";

const update = { domain: conduit.domain, plan: conduit.plan, contract: "openapi.yml" };

function write(text: string): string {
  const written = updateSettings(text, update);
  ok(written !== undefined, `left alone: ${text}`);
  return written;
}

describe("plan --write", () => {
  test("makes a file with the understanding and a line for each assumption", () => {
    const text = write("");
    const value = parse(text) as Record<string, unknown>;
    strictEqual(value["contract"], "openapi.yml");
    strictEqual(
      JSON.stringify(value["domain"]),
      JSON.stringify({
        operations: {
          UpdateArticle: { access: "owner" },
          DeleteArticle: { access: "owner" },
          DeleteArticleComment: { access: "owner" },
        },
      }),
    );
    ok(text.includes("access: owner # owner | required"));
    ok(text.includes("#   Article at /articles, slug (made from title)"));
  });

  test("changes nothing the second time", () => {
    const text = write("");
    strictEqual(write(text), text);
  });

  test("never changes what was settled by hand", () => {
    const text = write("domain:\n  operations:\n    UpdateArticle:\n      access: required # we all edit\n");
    const value = parse(text) as { domain: { operations: Record<string, unknown> } };
    strictEqual(JSON.stringify(value.domain.operations["UpdateArticle"]), '{"access":"required"}');
    ok(text.includes("# we all edit"));
    strictEqual(write(text), text);
  });

  test("puts a new understanding in place of the old one", () => {
    const text = write("").replace("# Operations", "# Operations of old");
    ok(!write(text).includes("of old"));
  });

  const keeps = (title: string, text: string): void => {
    test(`keeps ${title}`, () => {
      const written = write(text);
      for (const comment of text.match(/#.*/g) ?? []) ok(written.includes(comment.trim()), comment);
      strictEqual(write(written), written);
    });
  };
  keeps(
    "comments everywhere",
    "# top\n\nstack: fastapi # why\n# between\ndomain: # here\n  # inside\n  operations:\n    # deep\n    GetTags:\n      access: required # tail\n# end\n",
  );
  keeps("a key with nothing but a comment", "domain:\n  # later\n");
  keeps("flow style", "domain: { operations: { GetTags: { access: required } } } # flow\n");
  keeps("an empty mapping", "domain: {} # none\n");
  keeps("a document mark", "---\n# first\nstack: fastapi\n");

  test("keeps line ends and a byte order mark", () => {
    const text = write("\ufeff# mine\r\nstack: fastapi\r\n");
    ok(text.startsWith("\ufeff"));
    ok(!/[^\r]\n/.test(text));
    strictEqual(write(text), text);
  });

  for (const text of [
    "- a list\n",
    "just text\n",
    "domain: 5\n",
    "domain: [a]\n",
    "a: *b\n",
    "{",
    "a: &x 1\na: 2\n",
  ])
    test(`leaves alone what is no settings file: ${JSON.stringify(text)}`, () => {
      strictEqual(updateSettings(text, update), undefined);
    });

  test("lets no text of a contract become a line of its own", () => {
    const evil = "x\nstack: evil\r\u2028more: evil";
    const [first, ...rest] = conduit.domain.assumptions;
    ok(first);
    const domain = {
      ...conduit.domain,
      title: evil,
      assumptions: [{ ...first, text: evil, choices: [evil] }, ...rest],
      entities: conduit.domain.entities.map((entity) => ({ ...entity, name: evil })),
    };
    const text = updateSettings("", { domain, plan: conduit.plan, contract: evil });
    const value = parse(text ?? "") as Record<string, unknown>;
    strictEqual(Object.keys(value).join(), "contract,stack,database,domain");
    strictEqual(value["contract"], evil);
    strictEqual(value["stack"], "fastapi");
  });
});

const comment = fc.stringMatching(/^# [a-z #:{}[\]&*!|>'"-]{0,20}[a-z]$/);
const operation = fc.constantFrom("UpdateArticle", "DeleteArticle", "GetTags", "Login", "GET /x.y");
const line = fc.oneof(
  fc.tuple(operation, comment).map(([id, note]) => `    ${id}: # ${note}\n      access: required ${note}`),
  fc.tuple(operation, comment).map(([id, note]) => `    ${note}\n    ${id}: { access: public }`),
  comment.map((note) => `    ${note}`),
  fc.constant(""),
);

test("no comment and no hand edit is ever lost", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), comment, comment, (lines, head, tail) => {
      const text = `${head}\nstack: fastapi\n\ndomain:\n  operations:\n${lines.join("\n")}\n${tail}\n`;
      const written = updateSettings(text, update);
      if (written === undefined) return;
      for (const note of [head, tail]) ok(written.includes(note));
      const before = parse(text) as { domain: { operations: Record<string, unknown> | null } };
      const after = parse(written) as typeof before;
      for (const [id, own] of Object.entries(before.domain.operations ?? {}))
        strictEqual(JSON.stringify(after.domain.operations?.[id]), JSON.stringify(own));
      strictEqual(updateSettings(written, update), written);
    }),
    { numRuns: 200 },
  );
});
