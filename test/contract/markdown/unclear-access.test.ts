import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { type Operation, printOpenapi, readContract } from "#contract";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { plan } from "../../../src/verbs/plan.ts";
import { context } from "../../verbs/context.ts";

const record = (said: string, head = "", line = "### GET /orders"): string =>
  `# Shop\n\n**Version:** 1.0.0\n\n${head}## Endpoints\n\n${line}\n\n${said}\n\n**Response 200:** string\n`;

function read(text: string): { readonly operation: Operation; readonly told: readonly string[] } {
  const { value, findings } = readContract("docs/shop.md", text);
  const [operation] = value?.operations ?? [];
  ok(operation);
  const told = findings.filter(({ rule }) => rule === "contract/unknown-authentication");
  return { operation, told: told.map(({ span }) => `${span?.line}:${span?.column}`) };
}

const asked = ({ security }: Operation) => security.map((each) => [...each.keys()]);

describe("who may call is never taken for everybody where something that speaks of it is not understood", () => {
  const unclear: Readonly<Record<string, string>> = {
    "a word that is not known": "**Guard:** JwtGuardOfOurs",
    "a question in words": "**Who may call:** staff of the shop",
    "a policy": "**Policy:** CanReadOrders",
    "a misspelt word": "**Authetication:** as ever",
    "a way to sign in of their own": "**Secured by:** the gateway",
    "a row of a table": "| Property | Value |\n|---|---|\n| Access level | staff of the shop |",
    "a row of a table without header": "| | |\n|---|---|\n| Protected by | the gateway |",
    "a heading": "#### Who can do this\n\nStaff members.",
    "a table of roles": "#### Authorization\n\n| Role | May |\n|---|---|\n| admin | all |\n| clerk | own |",
    "a point of a list": "- Permission level: internal\n- Rate: 5 per second",
    "a word without anything behind it": "**Auth:**",
    "what is still to be settled": "**Auth:** TBD",
    "a sentence that lets only some": "Only employees of the shop may call this.",
    "a sentence with two refusals": "Cannot be used without being logged in.",
    "a sentence that turns people away": "Users who are not signed in are rejected.",
    "a sentence that restricts": "Access is restricted to members of the finance team.",
  };
  for (const [name, said] of Object.entries(unclear))
    test(name, () => {
      const { operation, told } = read(record(said));
      ok(operation.accessUnknown, "is told as unknown");
      notStrictEqual(operation.security.length, 0);
      ok(operation.security.every((each) => each.size > 0));
      strictEqual(told.length, 1);
    });

  const known: Readonly<Record<string, readonly [said: string, security: readonly (readonly string[])[]]>> = {
    "rows of a table": [
      "| Property | Value |\n|---|---|\n| Auth | bearer |\n| Roles | admin |",
      [["bearer"]],
    ],
    "a table with a row": ["| Auth | Deprecated |\n|---|---|\n| JWT | no |", [["bearer"]]],
    "a block below the heading": [
      "#### Authorization\n\n```\nAuthorization: Bearer <token>\n```",
      [["bearer"]],
    ],
    "a table of ways to sign in": [
      "**Auth:**\n\n| Scheme | Scope |\n|---|---|\n| bearer | read |",
      [["bearer"]],
    ],
    "nobody has to": ["**Auth:** none", []],
    "no sign-in in words": ["No authentication is required.", []],
    "works without": ["Works without signing in.", []],
    "nothing at all": ["Lists the orders.", []],
    "words that are of other things": [
      "**Cache policy:** five minutes\n\nThe page token of the answer leads on.",
      [],
    ],
    "rows that are fields": ["| Name | Type |\n|---|---|\n| token | string |\n| role | string |", []],
  };
  for (const [name, [said, security]] of Object.entries(known))
    test(`${name}: is understood`, () => {
      const { operation, told } = read(record(said));
      strictEqual(operation.accessUnknown, undefined);
      deepStrictEqual(asked(operation), security);
      deepStrictEqual(told, []);
    });

  test("what the record says for all holds where an endpoint says nothing that is understood", () => {
    const { operation } = read(record("**Guard:** ours", "**Auth:** basic\n\n"));
    deepStrictEqual(asked(operation), [["basic"]]);
  });

  for (const head of [
    "## Authentication\n\nSee the handbook of the platform.\n\n",
    "## Security\n\n| Realm | Gateway |\n|---|---|\n| staff | north |\n\n",
    "**Auth:** as in the handbook\n\n",
    "**Protected by:** the gateway\n\n",
    "All endpoints require a session of the intranet.\n\n",
  ])
    test(`told once for all: ${head.split("\n")[0]}`, () => {
      const { operation, told } = read(record("Lists the orders.", head));
      ok(operation.accessUnknown);
      notStrictEqual(operation.security.length, 0);
      strictEqual(told.length, 1);
      deepStrictEqual(asked(read(record("**Auth:** none", head)).operation), []);
    });

  test("an endpoint that signs in stays open, whatever its prose says of refusals", () => {
    const line = "### POST /login";
    const { operation } = read(record("Logs in. Users whose login is wrong are rejected.", "", line));
    deepStrictEqual(asked(operation), []);
  });

  test("it is said in answers, in print and to who plans", async () => {
    const text = record("**Guard:** JwtGuardOfOurs");
    const workspace = openMemory({ files: { "docs/shop.md": text } });
    const { value } = await contractQuery.run(workspace, { what: ["GET", "/orders"] }, context);
    const told = reports["contract query"].text(value, { colour: false, width: 120 }).join("\n");
    match(told, /auth +unknown: "Guard: JwtGuardOfOurs"/);
    ok(!told.includes("public"));
    const contract = readContract("docs/shop.md", text).value;
    ok(contract);
    const again = readContract("x.json", JSON.stringify(printOpenapi(contract))).value;
    strictEqual(again?.operations[0]?.accessUnknown, contract.operations[0]?.accessUnknown);
    const planned = await plan.run(workspace, { contract: "docs/shop.md" }, context);
    const [operation] = planned.value.understood?.domain.operations ?? [];
    notStrictEqual(operation?.access, "public");
  });
});
