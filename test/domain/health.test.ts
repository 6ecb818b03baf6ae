import assert from "node:assert/strict";
import { test } from "node:test";
import { understandText } from "./check.ts";

/** Which of some questions about the service ask the database; each: its path, its words, and whether it may answer 503. */
function asking(
  ...questions: readonly (readonly [path: string, words: string, away?: boolean])[]
): readonly string[] {
  const paths = questions.map(
    ([path, words, away]) => `  ${path}:
    get:
      summary: "${words}"
      responses:
        "200": { description: fine }
${away ? '        "503": { description: not now }\n' : ""}`,
  );
  const domain = understandText(`openapi: 3.1.0
info: { title: Ferries, version: "1" }
paths:
${paths.join("")}`);
  return domain.operations.flatMap(({ path, behaviour }) =>
    behaviour.kind === "health" && behaviour.asksDatabase ? [path] : [],
  );
}

test("how the service is includes its database", () => {
  assert.deepEqual(asking(["/health", "How it is"]), ["/health"]);
  assert.deepEqual(asking(["/health", "Process and database"]), ["/health"]);
  assert.deepEqual(asking(["/readyz", "Whether the process may be sent requests"]), ["/readyz"]);
});

test("whether the process lives is no question about the database", () => {
  assert.deepEqual(asking(["/ping", "Here?"]), []);
  for (const words of [
    "Liveness check",
    "Whether the server is running",
    "Confirms that the gateway process is up",
    "Comprueba que el proceso está activo",
    "Vérifie que le processus répond",
  ])
    assert.deepEqual(asking(["/health", words]), [], words);
});

test("of several such questions those ask that may answer that it is away", () => {
  assert.deepEqual(asking(["/healthz", "How it is"], ["/readyz", "How it is", true]), ["/readyz"]);
  assert.deepEqual(asking(["/healthz", "How it is"], ["/readyz", "How it is"]), ["/healthz", "/readyz"]);
});
