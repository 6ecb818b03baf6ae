import type { Failure, OracleResult, ScenarioResult } from "./results.ts";

/** Failures in full, then the figures; a scenario that passed says nothing. */
export function reportText(result: OracleResult): string {
  const broken = result.scenarios.filter((scenario) => !scenario.passed);
  const held = Object.values(result.operations).filter(Boolean).length;
  const requests = result.scenarios.reduce((sum, scenario) => sum + scenario.requests, 0);
  const figures = [
    `${result.scenarios.length - broken.length} of ${result.scenarios.length} scenarios hold`,
    `${held} of ${Object.keys(result.operations).length} operations`,
    `${requests} requests`,
  ];
  const waiting = result.waiting.map((id) => `${id}: not played, it wants a fresh server (--only ${id})`);
  const last = `${result.oracle} ${result.phase}: ${figures.join(", ")}`;
  return [...broken.map(scenarioText), ...waiting, last].join("\n");
}

function scenarioText(scenario: ScenarioResult): string {
  return [
    `${scenario.id}  ${scenario.at}  judges ${scenario.judges.join(", ")}`,
    ...scenario.failures.map(failureText),
    "",
  ].join("\n");
}

function failureText(failure: Failure): string {
  return [
    `  ${failure.at}  ${failure.request}`,
    `    ${failure.where}: expected ${failure.expected}`,
    `    ${" ".repeat(failure.where.length)}  got      ${failure.got}`,
  ].join("\n");
}
