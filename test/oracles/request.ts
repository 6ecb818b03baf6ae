import type { Json } from "./json.ts";

/** A request as it goes over the wire. */
export type Outgoing = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestInit["body"];
};

/** What came back; `json` is undefined where the text is no JSON. Names of headers are in small letters. */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the answer has set, as a request would send it back; empty where it has set none. */
  readonly cookies: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly json: Json | undefined;
};

export type Sent = { readonly answer: Answer } | { readonly problem: string };

/** A text on one line, short enough for a failure. */
export function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

/** What an answer says, for a failure: a picture would only spoil the terminal. */
export function gistOf({ bytes, text, type }: Answer): string {
  return /[\u0000\ufffd]/.test(text) ? `(${bytes.length} bytes of ${type || "no type"})` : cut(text);
}

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
    return { answer: await readAnswer(response) };
  } catch (error) {
    return { problem: describe(error, timeoutMs) };
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    headers: Object.fromEntries(response.headers),
    cookies: cookies.join("; "),
    bytes,
    text,
    json: readJson(text),
  };
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
