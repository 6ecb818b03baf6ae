import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Failure, OracleResult } from "./results.ts";
import { type OracleOptions, runOracle } from "./run.ts";

export type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};

export type Reply = {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
};

export type Played = { readonly result: OracleResult; readonly received: readonly Received[] };

/** Plays a script against a server that answers as told, and keeps what it was sent. */
export async function play(
  script: string,
  answer: (request: Received) => Reply,
  options: Partial<OracleOptions> & { readonly credentials?: string } = {},
): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), "oracle-"));
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on("data", (piece: Buffer) => pieces.push(piece));
    incoming.on("end", () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(pieces) };
      received.push(request);
      const reply = answer(request);
      response.writeHead(reply.status ?? 200, reply.headers ?? { "content-type": "application/json" });
      response.end(reply.body ?? "{}");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const oracle = join(folder, "oracle.yaml");
    const credentialsFile = join(folder, "credentials.json");
    writeFileSync(oracle, script);
    writeFileSync(credentialsFile, options.credentials ?? "{}");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { result: await runOracle({ oracle, url, credentialsFile, ...options }), received };
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

export function failuresOf({ result }: Played): readonly Failure[] {
  return result.scenarios.flatMap(({ failures }) => failures);
}
