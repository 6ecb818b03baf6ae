import { pascalCase, plural, singular, splitWords } from "#base";
import { readRecord } from "./read-record.ts";

/** A record that somebody goes on writing. */
export interface StartedRecord {
  /** Of the file, in kebab-case: `order-items.md`. */
  readonly file: string;
  readonly title: string;
  readonly text: string;
}

/** File systems and people have enough of it. */
const longestName = 60;
/** Names that one of the file systems keeps for devices, whatever their ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A record of a domain with one thing, two endpoints and an event, in the form that is read; nothing where no letter of it is known. */
export function startedRecord(domain: string): StartedRecord | undefined {
  const words = cutWords(splitWords(domain.slice(0, 1_000)));
  if (words.length === 0) return undefined;
  const name = words.join("-");
  const file = `${device.test(name) ? `${name}-api` : name}.md`;
  // A domain may be called as what the form has a word of its own for: Events, Date, Error.
  for (const title of [sayWords(words), sayWords([...words, "api"])]) {
    for (const type of [typeName(words), `${typeName(words)}Entry`]) {
      const text = write(title, type, words);
      if (isFine(text, title, type)) return { file, title, text };
    }
  }
  return { file, title: sayWords(words), text: write(sayWords(words), "Entry", words) };
}

function cutWords(words: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const word of words) {
    const next = word.slice(0, longestName);
    if ([...kept, next].join("-").length > longestName) break;
    kept.push(next);
  }
  return kept;
}

function sayWords(words: readonly string[]): string {
  const text = words.join(" ").replace(/\bapi$/, "API");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function typeName(words: readonly string[]): string {
  const name = pascalCase(singular(words.join("_")));
  return /^[A-Z]/.test(name) ? name : `Entry${name}`;
}

function isFine(text: string, title: string, type: string): boolean {
  const { value, findings } = readRecord("record.md", text);
  return (
    findings.length === 0 &&
    value?.title === title &&
    value.operations.length === 2 &&
    value.events.length === 1 &&
    value.schemas.has(type)
  );
}

function write(title: string, type: string, words: readonly string[]): string {
  const path = `/${plural(words.join("_")).replaceAll("_", "-")}`;
  const thing = singular(words.join("_")).replaceAll("_", "-");
  const event = `${/^[a-z]/.test(thing) ? thing : `entry-${thing}`}.created`;
  return [writeHead(title), writeEndpoints(path, type, event), writeNouns(type, event)].join("\n");
}

function writeHead(title: string): string {
  return `# ${title}

What this domain is about, in one sentence.

**Version:** 0.1.0
**Base URL:** /api

## Authentication

| Name | Type |
|---|---|
| bearerAuth | bearer (JWT) |
`;
}

function writeEndpoints(path: string, type: string, event: string): string {
  return `## Endpoints

### POST ${path} – Create one

**Auth:** bearerAuth
**Emits:** \`${event}\`

#### Request

| Name | In | Type | Required | Rules | Description |
|---|---|---|---|---|---|
| name | body | string | yes | 1–200 characters | What it is called |

#### Response 201

**Body:** \`${type}\`

#### Errors

| Status | Code | When |
|---|---|---|
| 400 | invalid | a rule is not kept |
| 401 | unauthenticated | nobody is signed in |

### GET ${path}/{id} – One by its id

**Auth:** bearerAuth

#### Request

| Name | In | Type | Required |
|---|---|---|---|
| id | path | uuid | yes |

#### Response 200

**Body:** \`${type}\`

#### Errors

| Status | Code | When |
|---|---|---|
| 401 | unauthenticated | nobody is signed in |
| 404 | not_found | there is none with this id |
`;
}

function writeNouns(type: string, event: string): string {
  return `## Events

### ${event}

**Trigger:** one was created

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
| name | string | yes |

## Types

### ${type}

| Field | Type | Required | Rules |
|---|---|---|---|
| id | uuid | yes | read-only |
| name | string | yes | 1–200 characters |

## Error format

| Field | Type | Required | Description |
|---|---|---|---|
| code | string | yes | For programs |
| message | string | yes | For people |
`;
}
