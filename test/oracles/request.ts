import type { Json } from "./json.ts";

/** A request as it goes over the wire. */
export type Outgoing = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** What came back; `json` is undefined where the text is no JSON. */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: Json | undefined;
};

export type Sent = { readonly answer: Answer } | { readonly problem: string };

/** An oracle writes, deletes and races: it is only ever let loose on this machine. */
export function readLoopbackUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const local =
    url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(url.hostname);
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return url.protocol === "http:" && local && plain ? url.href.replace(/\/$/, "") : undefined;
}

/** Redirects are not followed, so that a request cannot be led off this machine. */
export async function send(request: Outgoing, timeoutMs: number): Promise<Sent> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    return { answer: { status: response.status, type, text, json: readJson(text) } };
  } catch (error) {
    return { problem: describe(error, timeoutMs) };
  }
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function describe(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs} ms`;
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
