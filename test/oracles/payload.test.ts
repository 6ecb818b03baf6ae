import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresOf, type Played, play } from "./played.ts";
import { parseScript } from "./script.ts";

function scriptOf(steps: string): string {
  return `operations: { Put: POST /boxes }\nmain:\n  - id: sent\n    judges: [Put]\n    steps:\n${steps}`;
}

async function send(step: string): Promise<Played["received"][number]> {
  const played = await play(scriptOf(`      - { do: POST /boxes, status: 200, ${step} }`), () => ({}));
  assert.deepEqual(failuresOf(played), []);
  const [request] = played.received;
  assert.ok(request !== undefined);
  return request;
}

test("a form is sent as one, lists as repeated fields", async () => {
  const { headers, body } = await send(`form: { name: 'a&b \${turn}', sizes: [1, 2], open: true }`);
  assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
  assert.equal(body.toString(), "name=a%26b+1&sizes=1&sizes=2&open=true");
});

test("a multipart form carries texts and files", async () => {
  const file = "{ base64: AAEC, type: image/png, filename: a.png }";
  const { headers, body } = await send(`multipart: { name: Box, price: 5, photo: ${file} }`);
  const form = await new Response(body, {
    headers: { "content-type": headers["content-type"] ?? "" },
  }).formData();
  const photo = form.get("photo");
  assert.ok(photo instanceof File);
  assert.deepEqual(
    [form.get("name"), form.get("price"), photo.name, photo.type],
    ["Box", "5", "a.png", "image/png"],
  );
  assert.deepEqual([...new Uint8Array(await photo.arrayBuffer())], [0, 1, 2]);
});

test("bytes are sent as they are, filled up where a length is asked for", async () => {
  const plain = await send("binary: { base64: AAEC }");
  assert.equal(plain.headers["content-type"], "application/octet-stream");
  assert.deepEqual([...plain.body], [0, 1, 2]);
  const padded = await send("binary: { base64: AAEC, padTo: 5 }, headers: { Content-Type: image/png }");
  assert.equal(padded.headers["content-type"], "image/png");
  assert.deepEqual([...padded.body], [0, 1, 2, 0, 0]);
  assert.equal((await send("binary: {}")).headers["content-length"], "0");
});

test("a raw text is filled and keeps the type it is given", async () => {
  const { headers, body } = await send(
    `raw: '<box>\${turn}</box>', headers: { Content-Type: application/xml }`,
  );
  assert.equal(headers["content-type"], "application/xml");
  assert.equal(body.toString(), "<box>1</box>");
});

test("a name and a password are sent the basic way", async () => {
  const { headers } = await send(`basic: { user: 'u\${turn}', password: p }`);
  assert.equal(headers.authorization, `Basic ${Buffer.from("u1:p").toString("base64")}`);
});

test("a request has one body", () => {
  const twice = scriptOf("      - { do: POST /boxes, status: 200, body: {}, form: {} }");
  assert.throws(() => parseScript(twice, "oracle.yaml"), /carries body or form, not both/);
});
