import type { Payload } from "./grammar.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { fill, fillText, type Variables } from "./variables.ts";

/** A body as `fetch` takes it, and as a failure tells it. Without a type, `fetch` names the right one itself. */
export type Encoded = {
  readonly body: NonNullable<RequestInit["body"]>;
  readonly type: string | undefined;
  readonly shown: string;
};

export function encodePayload(payload: Payload, variables: Variables): Encoded {
  if (payload.kind === "raw") {
    const text = fillText(payload.value, variables);
    return { body: text, type: "application/json", shown: text };
  }
  const value = fill(payload.value, variables);
  if (payload.kind === "body" || !isObject(value)) {
    const text = JSON.stringify(value);
    return { body: text, type: "application/json", shown: text };
  }
  switch (payload.kind) {
    case "form":
      return encodeForm(value);
    case "multipart":
      return encodeMultipart(value);
    case "binary": {
      const bytes = readBytes(value);
      return { body: bytes, type: "application/octet-stream", shown: `(${bytes.length} bytes)` };
    }
  }
}

function encodeForm(fields: JsonObject): Encoded {
  const pairs = new URLSearchParams();
  for (const [name, value] of each(fields)) pairs.append(name, toText(value));
  const text = pairs.toString();
  return { body: text, type: "application/x-www-form-urlencoded", shown: text };
}

/** A field is a text, or a file where it is an object. */
function encodeMultipart(fields: JsonObject): Encoded {
  const form = new FormData();
  const shown: string[] = [];
  for (const [name, value] of each(fields)) {
    if (isObject(value)) {
      const bytes = readBytes(value);
      const file = new Blob([bytes], { type: toText(value["type"] ?? "application/octet-stream") });
      form.append(name, file, toText(value["filename"] ?? name));
      shown.push(`${name}=(${bytes.length} bytes)`);
    } else {
      form.append(name, toText(value));
      shown.push(`${name}=${toText(value)}`);
    }
  }
  return { body: form, type: undefined, shown: shown.join("&") };
}

function each(fields: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
}

/** `base64`, filled up with zeros to `padTo` bytes, so that a file over a limit need not stand in the script. */
function readBytes(file: JsonObject): Uint8Array<ArrayBuffer> {
  const given = Buffer.from(toText(file["base64"] ?? ""), "base64");
  const bytes = new Uint8Array(Math.max(given.length, Number(file["padTo"] ?? 0)));
  bytes.set(given);
  return bytes;
}

function toText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
