import assert from "node:assert/strict";
import { formatSpan } from "#base";
import { type Contract, type ContractEvent, type ContractReading, readContract } from "#contract";

const file = "events.yaml";

/** A document of AsyncAPI with what is left out of every test, so that a test shows what it is about. */
export function makeEvents(body: string, version = "3.0.0"): string {
  return `asyncapi: ${version}\ninfo: {title: Shop, version: '1'}\n${body}`;
}

export function readEvents(
  body: string,
  version?: string,
  files: Readonly<Record<string, string>> = {},
): ContractReading {
  return readContract(file, makeEvents(body, version), (path) =>
    Object.hasOwn(files, path) ? files[path] : undefined,
  );
}

export function readEventsFine(
  body: string,
  version?: string,
  files?: Readonly<Record<string, string>>,
): Contract {
  const { value, findings } = readEvents(body, version, files);
  assert.deepEqual(findings.map(showFinding), []);
  assert.ok(value);
  return value;
}

/** Every finding as `severity rule line:column: message`; in another file than the first with its name. */
export function findingsOfEvents(
  body: string,
  version?: string,
  files?: Readonly<Record<string, string>>,
): readonly string[] {
  return readEvents(body, version, files).findings.map(showFinding);
}

function showFinding({ severity, rule, span, message }: ContractReading["findings"][number]): string {
  const place = span === undefined ? "" : formatSpan(span).replace(`${file}:`, "");
  return `${severity} ${rule.replace("contract/", "")} ${place}: ${message}`;
}

export function onlyEvent({ events }: Contract): ContractEvent {
  const [event, ...others] = events;
  assert.ok(event);
  assert.deepEqual(others, []);
  return event;
}

/** Who does what with each event: `id: producers > consumers`. */
export function flowsOf({ events }: Contract): readonly string[] {
  const names = (parties: ContractEvent["producers"]) =>
    parties.map(({ service, operation }) => operation ?? service).join(" ");
  return events.map(({ id, producers, consumers }) => `${id}: ${names(producers)} > ${names(consumers)}`);
}
