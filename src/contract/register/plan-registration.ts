import type { Finding } from "#base";
import type { OpenFile } from "../bundle/open-file.ts";
import type { JsonValue } from "../contract.ts";
import { jsonValueOf } from "../document/json-value.ts";
import { readDocument } from "../document/read-document.ts";
import type { Entry, RegistryDocument } from "../registry/entry.ts";
import { readRegistryDocument } from "../registry/read-registry-document.ts";
import { inAsyncapi2Words, isAsyncapi2 } from "./asyncapi-2-words.ts";
import { clash } from "./clash.ts";
import { inWordsOf } from "./dialect.ts";
import { insertParts } from "./insert-parts.ts";
import { ownValue, type Part, withParts } from "./part.ts";
import type { Fragment } from "./read-fragment.ts";
import { inSwaggerWords } from "./swagger-words.ts";
import { wantedParts } from "./wanted-parts.ts";

export interface RegistrationTarget {
  readonly document: RegistryDocument;
  readonly text: string;
  readonly open: OpenFile;
}

export interface Registration {
  /** The text of the document with what is added; absent where nothing is, or where it cannot be. */
  readonly text?: string;
  readonly findings: readonly Finding[];
}

/** The document with what a fragment says and it does not; findings where it says otherwise. Nothing in it is changed. */
export function planRegistration(
  { document, text, open }: RegistrationTarget,
  fragment: Fragment,
): Registration {
  const root = readDocument(document.file, text).root;
  const value: JsonValue = root === undefined ? null : jsonValueOf(root);
  const said = inWordsFor(fragment, value, document);
  if ("rule" in said) return { findings: [said] };
  const { added, other } = wantedParts(said.value, value);
  const clashes = [
    ...spelledOtherwise(added, value, document),
    ...tellClashes({ document, text, open }, value, other),
  ];
  if (clashes.length > 0) return { findings: clashes };
  if (added.length === 0) return { findings: [] };
  const grown = insertParts(text, added);
  if (grown === undefined) return { findings: [unwritable(document)] };
  const overlaid = saidByOverlays({ document, text, open }, grown);
  return overlaid.length > 0 ? { findings: overlaid } : { text: grown, findings: [] };
}

/** What a fragment says in the words of a document, as far as those go. */
function inWordsFor(
  fragment: Fragment,
  value: JsonValue,
  document: RegistryDocument,
): { readonly value: JsonValue } | Finding {
  const isNewer =
    fragment.dialect === "openapi 3" ||
    ["components", "openapi"].some((key) => ownValue(fragment.value, key) !== undefined);
  if (ownValue(value, "swagger") !== undefined && isNewer && fragment.format !== "asyncapi") {
    const { value: older, lost } = inSwaggerWords(fragment.value, value);
    return lost.length === 0 ? { value: older } : unsayable(document, lost);
  }
  if (isAsyncapi2(value) && isAsyncapi3(fragment)) {
    const { value: older, lost, taken } = inAsyncapi2Words(fragment.value, value);
    const [first] = taken;
    if (first !== undefined) return carriesAnother(document, first);
    return lost.length === 0 ? { value: older } : unsayable(document, lost);
  }
  const dialect = otherDialect(fragment, value, document);
  return dialect ?? { value: inWordsOf(value, fragment.value) };
}

function isAsyncapi3({ dialect, value }: Fragment): boolean {
  return dialect === "asyncapi 3" || /^3\./.test(String(ownValue(value, "asyncapi") ?? ""));
}

function carriesAnother({ file }: RegistryDocument, address: string): Finding {
  return {
    rule: "contract/not-registered",
    severity: "error",
    message: `the channel ${address} of ${file} carries another message in this direction, and in AsyncAPI 2 a second one stands in a list with it: nothing that stands is changed by registering`,
    mend: "write both under oneOf by hand, or name another channel with --channel",
  };
}

function unsayable({ file, label, format }: RegistryDocument, lost: readonly string[]): Finding {
  const words = [...new Set(lost)].slice(0, 5).map((word) => `"${word.slice(0, 40)}"`);
  return {
    rule: "contract/other-format",
    severity: "error",
    message: `${file} is ${label}, which has no words for ${words.join(", ")}: nothing is added by half`,
    mend:
      format === "asyncapi"
        ? "leave that out, write it as AsyncAPI 2 has it, or bring the document to AsyncAPI 3"
        : "leave that out, write it as Swagger 2.0 has it, or bring the document to OpenAPI 3",
  };
}

/** Things that an overlay of the document says: written into the document too, they would say what the overlay says over them. */
function saidByOverlays({ document, text, open }: RegistrationTarget, grown: string): readonly Finding[] {
  if (document.overlays === undefined) return [];
  const bare = (its: string): readonly Entry[] =>
    readRegistryDocument(document.file, its, open)?.document.entries ?? [];
  const keyOf = ({ kind, key }: Entry): string => JSON.stringify([kind, key]);
  const before = new Set(bare(text).map(keyOf));
  const added = new Set(
    bare(grown)
      .map(keyOf)
      .filter((key) => !before.has(key)),
  );
  return document.entries.filter((entry) => added.has(keyOf(entry))).map(clash);
}

function otherDialect(
  fragment: Fragment,
  value: JsonValue,
  { file, label }: RegistryDocument,
): Finding | undefined {
  const dialect = (of: JsonValue): string | undefined => {
    for (const key of ["openapi", "swagger", "asyncapi"]) {
      const version = ownValue(of, key);
      if (version !== undefined) return `${key} ${String(version).split(".", 1)[0]}`;
    }
    return undefined;
  };
  const its = fragment.dialect ?? dialect(fragment.value);
  if (its === undefined || its === "" || its === dialect(value)) return undefined;
  return {
    rule: "contract/other-format",
    severity: "error",
    message: `what is to be added is written as ${its}, and ${file} is ${label}: one cannot be put into the other as it is`,
    mend: "write it in the form of the document, or name another one with --document",
  };
}

/** Paths that a document has under other names of their parameters: as two, no caller is answered by one of them for certain. */
function spelledOtherwise(
  added: readonly Part[],
  value: JsonValue,
  { file }: RegistryDocument,
): readonly Finding[] {
  const nameless = (path: string): string => path.replace(/\{[^{}]*\}/g, "{}");
  const paths = Object.keys(ownValue(value, "paths") ?? {});
  const known = new Map(paths.map((path) => [nameless(path), path]));
  return added.flatMap(({ path: [section, path = ""] }) => {
    const its = section === "paths" ? known.get(nameless(path)) : undefined;
    if (its === undefined || its === path) return [];
    const message = `${path} stands in ${file} as ${its}: two paths that differ by the names of parameters alone are one to callers`;
    return [{ rule: "contract/clash", severity: "error", message, mend: `write it as ${its}` } as const];
  });
}

/** Things that would say something else than they do, by their meaning and not by their spelling. */
function tellClashes(
  { document, open }: RegistrationTarget,
  value: JsonValue,
  other: readonly Part[],
): readonly Finding[] {
  if (other.length === 0) return [];
  const text = JSON.stringify(withParts(value, other));
  const wanted = readRegistryDocument(document.file, text, open, document.overlays)?.document.entries ?? [];
  const keyOf = ({ kind, key }: Entry): string => JSON.stringify([kind, key]);
  const digests = new Map(wanted.map((entry) => [keyOf(entry), entry.digest]));
  const apart = document.entries.filter((entry) => digests.get(keyOf(entry)) !== entry.digest);
  const own = apart.filter((entry) => other.some((part) => isOf(entry, part)));
  return (own.length > 0 ? own : apart).map(clash);
}

function isOf({ kind, name }: Entry, { path }: Part): boolean {
  if (kind === "operation")
    return path[0] === "paths" && name === `${(path[2] ?? "").toUpperCase()} ${path[1]}`;
  if (kind === "type") return path.at(-1) === name;
  return path[0] === "channels" || path[0] === "operations";
}

function unwritable({ file }: RegistryDocument): Finding {
  return {
    rule: "contract/not-registered",
    severity: "error",
    message: `${file} is written in a way into which nothing can be added for certain without touching the rest: aliases, or a section that is no map`,
    span: { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: "add it by hand, or write the sections out",
  };
}
