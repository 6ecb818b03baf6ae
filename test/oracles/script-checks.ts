import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { RequestStep, Scenario, Script } from "./grammar.ts";
import { operationOf, requestsOf } from "./operations.ts";
import { loadScript } from "./script.ts";

export type Checks = {
  readonly operations: number;
  /** Operations that the contract opens to credentials only. */
  readonly secured: readonly string[];
  /** Scenarios that can look at answers alone, since no operation would give back what they try to do. */
  readonly answersOnly: readonly string[];
};

/** What every script has to do before its verdict is worth anything. */
export function checkScript(folder: string, checks: Checks): void {
  const script = loadScript(join(folder, "oracle.yaml"));
  const { main } = script.phases;

  test("all operations are judged, each in several scenarios", () => {
    assert.equal(Object.keys(script.operations).length, checks.operations);
    for (const operation of Object.keys(script.operations)) {
      const own = main.filter((scenario) => scenario.judges.includes(operation));
      assert.ok(own.length >= 2, operation);
    }
  });

  test("every scenario reads the state it has made", () => {
    const blind = [...main, ...script.phases["after-restart"]].filter(
      (scenario) => !requestsOf(scenario).some(isReading),
    );
    assert.deepEqual(
      blind.map(({ id }) => id),
      checks.answersOnly,
    );
  });

  test("every secured operation is refused to somebody", () => {
    const refused = new Set(main.flatMap((scenario) => refusedIn(scenario, script)));
    for (const operation of checks.secured) assert.ok(refused.has(operation), operation);
  });

  test("a scenario of the second phase continues one of the first", () => {
    const first = script.phases["before-restart"].map(({ id }) => id);
    assert.ok(script.phases["after-restart"].length > 0);
    for (const scenario of script.phases["after-restart"])
      assert.ok(first.includes(scenario.continues ?? ""));
  });
}

function isReading({ method, expect, text, bytes }: RequestStep): boolean {
  return method === "GET" && [expect, text, bytes].some((view) => view !== undefined);
}

function refusedIn(scenario: Scenario, script: Script): readonly string[] {
  return requestsOf(scenario)
    .filter(({ statuses }) => statuses.every((status) => status === 401 || status === 403))
    .flatMap((step) => operationOf(step, script.operations) ?? []);
}
