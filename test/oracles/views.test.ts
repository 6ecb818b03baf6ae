import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresOf, type Played, play, type Reply } from "./played.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000020000000100802000000", "hex");

async function judge(steps: string, reply: Reply): Promise<Played> {
  const script = `operations: { Get: GET /box }\nmain:\n  - id: seen\n    judges: [Get]\n    steps:\n${steps}`;
  return await play(script, () => reply);
}

const picture: Reply = { headers: { "content-type": "image/png; q=1", "x-left": "3" }, body: PNG };

test("type, bytes and headers of an answer are held against the script", async () => {
  const png = "{ size: 29, png: { width: 32, height: { $atLeast: 16 } } }";
  const good = `      - { do: GET /box, status: 200, type: image/png, bytes: ${png}, answerHeaders: { x-left: "3", x-right: $absent } }`;
  assert.deepEqual(failuresOf(await judge(good, picture)), []);
  const bad = `      - { do: GET /box, status: 200, type: text/plain, bytes: { png: { width: 31 } }, answerHeaders: { x-left: "4" } }`;
  assert.deepEqual(
    failuresOf(await judge(bad, picture)).map(({ where, got }) => [where, got]),
    [
      ["content type", '"image/png"'],
      ["bytes.png.width", "32"],
      ["headers.x-left", '"3"'],
    ],
  );
  const text: Reply = { headers: { "content-type": "image/png" }, body: "string" };
  const [failure] = failuresOf(await judge(good, text));
  assert.equal(failure?.where, "bytes.size", "what only claims to be a picture has no width");
});

test("an unwanted picture is told, not shown", async () => {
  const [failure] = failuresOf(await judge("      - { do: GET /box, status: 404 }", picture));
  assert.equal(failure?.got, "200 (29 bytes of image/png; q=1)");
});

test("the whole body, its bytes, headers and cookies can be captured", async () => {
  const reply: Reply = {
    headers: {
      "content-type": "application/json",
      location: "/box/1",
      "set-cookie": ["a=1; Path=/", "b=2; HttpOnly"],
    },
    body: '"token"',
  };
  const steps = `
      - do: GET /box
        status: 200
        save:
          token: $body
          hex: $hex
          place: $headers.Location
          cookies: $cookies
          inner: { path: $text, match: '^"(.+)"$' }
          none: { path: gone, or: nothing }
      - do: GET /box
        status: 200
        headers: { Cookie: "\${cookies}" }
        expect: { $all: ["\${token}", "\${inner}", { $not: "\${none}" }] }
        bytes: { hex: "\${hex}" }
        answerHeaders: { location: "\${place}" }
`;
  const played = await judge(steps, reply);
  assert.deepEqual(failuresOf(played), []);
  assert.equal(played.received[1]?.headers.cookie, "a=1; b=2");
});

test("what cannot be captured ends the scenario", async () => {
  const steps =
    "      - { do: GET /box, status: 200, save: { token: $headers.x-token } }\n      - { do: GET /box, status: 200 }";
  const played = await judge(steps, {});
  assert.equal(failuresOf(played)[0]?.where, "$headers.x-token");
  assert.equal(played.received.length, 1);
});
