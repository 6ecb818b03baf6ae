import type { Finding } from "#base";
import type { Contract, JsonValue } from "../contract.ts";
import { printSections } from "../markdown/print-record.ts";
import { printAsyncapi } from "../print/print-asyncapi.ts";
import { printOpenapi } from "../print/print-openapi.ts";
import { readContract } from "../read-contract.ts";
import { entriesOf } from "../registry/entries-of.ts";
import type { Entry, ItemKind } from "../registry/entry.ts";
import { readRegistryDocument } from "../registry/read-registry-document.ts";
import { clash } from "./clash.ts";
import { insertSections, type NewSection } from "./insert-sections.ts";
import { ownValue } from "./part.ts";
import type { Registration, RegistrationTarget } from "./plan-registration.ts";
import type { Fragment } from "./read-fragment.ts";

/** A markdown record with what a fragment says and it does not; findings where it says otherwise. */
export function planRecord(
  { document, text }: RegistrationTarget,
  fragment: Fragment,
  target: Contract,
): Registration {
  const wished = contractOf(fragment, target);
  if (wished === undefined) return { findings: [unwritable(document.file)] };
  const keyOf = ({ kind, key }: Entry): string => JSON.stringify([kind, key]);
  const known = new Map(document.entries.map((entry) => [keyOf(entry), entry]));
  const entries = entriesOf(wished);
  const clashes = entries.flatMap((entry) => {
    const its = known.get(keyOf(entry));
    return its === undefined || its.digest === entry.digest ? [] : [clash(its)];
  });
  if (clashes.length > 0) return { findings: clashes };
  const added = entries.filter((entry) => !known.has(keyOf(entry)));
  const fresh = new Set(added.map(idOf));
  if (fresh.size === 0) return { findings: [] };
  const isFresh = (kind: ItemKind, id: string): boolean => fresh.has(JSON.stringify([kind, id]));
  const own: Contract = {
    ...wished,
    operations: wished.operations.filter(({ id }) => isFresh("operation", id)),
    events: wished.events.filter(({ id }) => isFresh("event", id)),
    schemas: new Map([...wished.schemas].filter(([name]) => isFresh("type", name))),
  };
  const grown = insertSections(
    text,
    sectionsOf(own, fragment, target),
    headingsOf(document.entries, document.file),
  );
  return isWhole(document, grown, added.map(keyOf))
    ? { text: grown, findings: [] }
    : { findings: [unwritable(document.file)] };
}

function idOf({ kind, id }: Entry): string {
  return JSON.stringify([kind, id]);
}

/** A fragment as a contract, with the types of the record behind the names that it uses. */
function contractOf({ value, format }: Fragment, target: Contract): Contract | undefined {
  const printed = format === "asyncapi" ? printAsyncapi(target) : printOpenapi(target);
  const section = (from: JsonValue, name: string): object => {
    const its = ownValue(ownValue(from, "components"), name);
    return typeof its === "object" && its !== null ? its : {};
  };
  const components = Object.fromEntries(
    ["schemas", "securitySchemes"].map((name) => [
      name,
      { ...section(printed, name), ...section(value, name) },
    ]),
  );
  const own = ownValue(value, "components");
  const whole = {
    ...(format === "asyncapi" ? { asyncapi: "3.0.0" } : { openapi: "3.1.0", paths: {} }),
    ...(value as object),
    info: { title: target.title, version: target.version },
    components: { ...(typeof own === "object" ? own : {}), ...components },
  };
  const { value: contract, findings } = readContract("fragment.json", JSON.stringify(whole));
  if (contract === undefined || findings.some(({ severity }) => severity === "error")) return undefined;
  // Paths of a record stand below its own base address.
  return {
    ...contract,
    basePath: target.basePath,
    ...(target.origin !== undefined && { origin: target.origin }),
  };
}

function sectionsOf(own: Contract, fragment: Fragment, target: Contract): readonly NewSection[] {
  const sections = printSections(own, [...own.schemas.keys(), ...target.schemas.keys()]);
  const isSilent = (index: number): boolean => {
    const { path = "", method = "" } = own.operations[index] ?? {};
    const its = ownValue(ownValue(ownValue(fragment.value, "paths"), path), method);
    return ownValue(its, "security") === undefined && ownValue(fragment.value, "security") === undefined;
  };
  return [
    ...sections.operation.map((text, index) => ({
      kind: "operation" as const,
      // Where nothing was said of signing in, what the record says for all holds.
      text: isSilent(index) ? text.replace("\n**Auth:** none\n", "\n").replace("**Auth:** none\n", "") : text,
    })),
    ...sections.event.map((text) => ({ kind: "event" as const, text })),
    ...sections.type.map((text) => ({ kind: "type" as const, text })),
  ];
}

function headingsOf(entries: readonly Entry[], file: string): ReadonlyMap<ItemKind, readonly number[]> {
  const own = entries.filter(({ span }) => span.file === file);
  return new Map(
    [...Map.groupBy(own, ({ kind }) => kind)].map(([kind, its]) => [kind, its.map(({ span }) => span.line)]),
  );
}

/** Whether the record as it would be says all that it said, as it said it, and what was added besides. */
function isWhole(
  { file, entries, findings }: RegistrationTarget["document"],
  text: string,
  added: readonly string[],
): boolean {
  const after = readRegistryDocument(file, text)?.document;
  if (after === undefined) return false;
  const digests = new Map(
    after.entries.map((entry) => [JSON.stringify([entry.kind, entry.key]), entry.digest]),
  );
  const count = (list: readonly Finding[]): number =>
    list.filter(({ severity }) => severity === "error").length;
  return (
    after.entries.length === entries.length + added.length &&
    entries.every(({ kind, key, digest }) => digests.get(JSON.stringify([kind, key])) === digest) &&
    added.every((key) => digests.has(key)) &&
    count(after.findings) <= count(findings)
  );
}

function unwritable(file: string): Finding {
  return {
    rule: "contract/not-registered",
    severity: "error",
    message: `what is to be added cannot be said in ${file} for certain without touching the rest`,
    span: { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: "add it by hand, in the form of docs/contracts.md, or keep it in an OpenAPI or AsyncAPI document beside the record",
  };
}
