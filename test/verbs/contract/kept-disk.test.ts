import { deepStrictEqual, notDeepStrictEqual } from "node:assert";
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { reports } from "#report";
import { openDisk, type Workspace } from "#workspace";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { context } from "../context.ts";

const keeping = { ...context, runtime: { ...context.runtime, digest: () => "one" } };
/** Longer than files take to be settled. */
const settledMs = 2_700;

const document = (title: string, field: string): string => `openapi: 3.1.0
info: { title: ${title}, version: 1.0.0 }
paths:
  /${title.toLowerCase()}:
    get: { operationId: list${title}, summary: Lists what ${field} says, responses: { "200": { $ref: "#/components/responses/All" } } }
components:
  responses: { All: { description: all, content: { application/json: { schema: { $ref: "#/components/schemas/${title}" } } } } }
  schemas: { ${title}: { type: object, properties: { ${field}: { type: string } } } }
`;
const overlay = `overlay: 1.0.0
info: { title: More, version: "1" }
extends: ./shop.yaml
actions: [{ target: "$.paths['/shop'].get", update: { operationId: listMore, summary: more } }]
`;
const questions = [
  "listShop",
  "GET /shop",
  "price",
  "cost",
  "lists what price says",
  "listMore",
  "Part",
  "nothing",
];

async function told(workspace: Workspace, own: typeof context): Promise<unknown> {
  const list = await contractList.run(workspace, {}, own);
  const answers = [];
  for (const question of questions) {
    const { exitCode, value } = await contractQuery.run(workspace, { what: question.split(" ") }, own);
    answers.push([question, exitCode, reports["contract query"].json(value)]);
  }
  return JSON.parse(JSON.stringify([list.exitCode, reports["contract list"].json(list.value), answers]));
}

/** What an attacker, or a day's work, does to a repository between two questions. */
interface Attack {
  readonly name: string;
  /** What lies there before, beside what always does. */
  prepare?(root: string): void;
  act(root: string): void;
  /** Who asks afterwards, where that is somebody else. */
  readonly asks?: typeof context;
  /** Where it is asked afterwards. */
  readonly at?: string;
  /** Whether it changes nothing that is told. */
  readonly isSilent?: true;
}

const put = (root: string, path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const shop = document("Shop", "price");
/** As long as the other. */
const changed = shop.replace("{ price:", "{ cost_:");

const attacks: readonly Attack[] = [
  { name: "nothing", act: () => undefined, isSilent: true },
  {
    name: "a text of the same length, with the time of the old one",
    act(root) {
      const file = join(root, "docs/shop.yaml");
      const { atime, mtime } = statSync(file);
      writeFileSync(file, changed);
      utimesSync(file, atime, mtime);
    },
  },
  {
    name: "the same in the place of the file",
    act(root) {
      const file = join(root, "docs/shop.yaml");
      const { atime, mtime } = statSync(file);
      writeFileSync(`${file}.new`, changed);
      utimesSync(`${file}.new`, atime, mtime);
      renameSync(`${file}.new`, file);
    },
  },
  {
    name: "a link to the same text outside in the place of the file",
    prepare: (root) => put(`${root}-outside`, "shop.yaml", shop),
    act(root) {
      rmSync(join(root, "docs/shop.yaml"));
      symlinkSync(join(`${root}-outside`, "shop.yaml"), join(root, "docs/shop.yaml"));
    },
  },
  {
    name: "the file itself outside, and a link to it in its place",
    act(root) {
      mkdirSync(`${root}-outside`);
      renameSync(join(root, "docs/shop.yaml"), join(`${root}-outside`, "shop.yaml"));
      symlinkSync(join(`${root}-outside`, "shop.yaml"), join(root, "docs/shop.yaml"));
    },
  },
  {
    name: "the folder itself outside, and a link to it in its place",
    act(root) {
      renameSync(join(root, "docs"), `${root}-docs`);
      symlinkSync(`${root}-docs`, join(root, "docs"));
    },
  },
  {
    name: "a folder below outside, and a link to it in its place",
    prepare: (root) => put(root, "docs/more/part.yaml", document("Part", "cost")),
    act(root) {
      renameSync(join(root, "docs/more"), `${root}-more`);
      symlinkSync(`${root}-more`, join(root, "docs/more"));
    },
  },
  {
    name: "another folder in its place, with files of the same names and times",
    prepare(root) {
      put(root, "docs.other/shop.yaml", changed);
      put(root, "docs.other/types.yaml", "Part: { type: string }\n");
    },
    act(root) {
      const { atime, mtime } = statSync(join(root, "docs/shop.yaml"));
      utimesSync(join(root, "docs.other/shop.yaml"), atime, mtime);
      renameSync(join(root, "docs"), join(root, "docs.old"));
      renameSync(join(root, "docs.other"), join(root, "docs"));
    },
  },
  {
    name: "what a link leads to",
    prepare(root) {
      put(root, "texts/part.yaml", document("Part", "cost"));
      symlinkSync("texts/part.yaml", join(root, "part.link.yaml"));
      put(root, "keelback.yaml", "contract: part.link.yaml\n");
    },
    act: (root) => put(root, "texts/part.yaml", document("Part", "price")),
  },
  {
    name: "nothing, beside a link and a file that is no text",
    prepare(root) {
      put(root, "texts/part.yaml", document("Part", "cost"));
      symlinkSync("texts/part.yaml", join(root, "part.link.yaml"));
      put(root, "keelback.yaml", "contract: part.link.yaml\n");
      writeFileSync(join(root, "docs/picture.md"), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    },
    act: () => undefined,
    isSilent: true,
  },
  {
    name: "a file that is no text becomes one",
    prepare: (root) => writeFileSync(join(root, "docs/part.yaml"), Buffer.from([0xff, 0xfe, 0x00, 0xd8])),
    act: (root) => put(root, "docs/part.yaml", document("Part", "cost")),
  },
  {
    name: "another name of the same file is written to",
    prepare: (root) => linkSync(join(root, "docs/shop.yaml"), join(root, "shop.copy")),
    act: (root) => writeFileSync(join(root, "shop.copy"), changed),
  },
  { name: "an overlay", act: (root) => put(root, "docs/more.yaml", overlay) },
  {
    name: "settings that name other folders",
    act: (root) => put(root, "keelback.yaml", "contracts: [others]\n"),
  },
  {
    name: "settings that name one contract more, whose overlay lies beside it",
    prepare(root) {
      put(root, "api/part.yaml", document("Part", "cost"));
      put(root, "api/part.overlay.yaml", overlay.replaceAll("shop", "part"));
    },
    act: (root) => put(root, "keelback.yaml", "contract: api/part.yaml\n"),
  },
  {
    name: "a file that another refers to",
    act: (root) => put(root, "shared.yaml", "Note: { type: integer }\n"),
    prepare(root) {
      put(
        root,
        "docs/notes.yaml",
        document("Notes", "cost").replace("type: string", "$ref: ../shared.yaml#/Note"),
      );
      put(root, "shared.yaml", "Note: { type: string }\n");
    },
  },
  {
    name: "another program",
    act: (root) => put(root, "docs/shop.yaml", changed),
    asks: { ...keeping, runtime: { ...keeping.runtime, digest: () => "two" } },
  },
  {
    name: "a copy of all with another text",
    act(root) {
      cpSync(root, `${root}-copy`, { recursive: true, preserveTimestamps: true });
      put(`${root}-copy`, "docs/shop.yaml", changed);
    },
    at: "-copy",
  },
];

const folders = new Map<Attack, string>();
let scratch = "";

before(async () => {
  scratch = mkdtempSync(join(tmpdir(), "keelback-kept-"));
  for (const [number, attack] of attacks.entries()) {
    const root = join(scratch, `${number}`);
    put(root, "docs/shop.yaml", shop);
    put(root, "docs/types.yaml", "Part: { type: string }\n");
    attack.prepare?.(root);
    folders.set(attack, root);
  }
  await wait(settledMs);
});
after(() => rmSync(scratch, { recursive: true, force: true }));

function open(root: string, read: string[] = []): Workspace {
  const workspace = openDisk({
    root,
    environment: { ...process.env, KEELBACK_CACHE: join(scratch, "cache") },
  });
  return {
    ...workspace,
    readUntrusted(path, own) {
      read.push(path);
      return workspace.readUntrusted(path, own);
    },
  };
}

describe("what was kept is not believed after", () => {
  for (const attack of attacks)
    test(attack.name, async () => {
      const root = folders.get(attack) ?? "";
      const was = await told(open(root), keeping);
      deepStrictEqual(was, await told(open(root), context));
      const read: string[] = [];
      await contractQuery.run(open(root, read), { what: ["nothing"] }, keeping);
      // One of each folder shows that the way there does not lead out.
      deepStrictEqual(
        read.filter((file) => file === "docs/types.yaml"),
        [],
      );
      attack.act(root);
      const at = `${root}${attack.at ?? ""}`;
      const { asks = keeping } = attack;
      const now = await told(open(at), asks);
      deepStrictEqual(now, await told(open(at), context));
      deepStrictEqual(await told(open(at), asks), now);
      if (attack.isSilent) deepStrictEqual(now, was);
      else notDeepStrictEqual(now, was);
    });
});
