import { assert } from "#base";
import type { Field } from "#domain";
import {
  blocks,
  commaList,
  identifierText,
  imported,
  importedModule,
  lines,
  name,
  type Py,
  py,
  str,
} from "#python";
import { pythonFile } from "../app/names.ts";
import type { GeneratedFile } from "../file.ts";
import { dropUnread } from "./statements.ts";

/**
 * What a test shows. `effect`: it fails on a server that merely answers valid examples. `shape`: it may pass there.
 * `answer`: it may pass there too, but the answer is all that the operation does.
 * `guard`: it passes on the skeleton too, for a reason.
 */
export type TestKind = "effect" | "shape" | "answer" | "guard";

/** What the proof needs to know of a generated test. */
export interface GeneratedTest {
  /** Without parameters: `tests/users/test_login.py::test_refuses_a_wrong_password`. */
  readonly nodeId: string;
  /** Of the contract; absent for tests of what all operations share. */
  readonly operation?: string;
  readonly kind: TestKind;
  /** Why a guard passes on the skeleton. */
  readonly reason?: string;
}

export interface TestCase {
  /** Words, in the domain's own language: the function is called `test_` and these. */
  readonly name: string;
  readonly kind?: TestKind;
  readonly reason?: string;
  readonly fixtures: readonly Fixture[];
  /** Fixtures whose value the test does not need. */
  readonly uses?: readonly Fixture[];
  readonly parameters?: readonly TestParameters[];
  /** Paragraphs: arrange, act, assert. */
  readonly body: readonly (Py | readonly Py[])[];
}

export interface TestParameters {
  readonly names: readonly { readonly name: string; readonly type: Py }[];
  readonly values: Py;
}

export type Fixture =
  | "app"
  | "browser"
  | "client"
  | "committing_app"
  | "committing_client"
  | "connection"
  | "counting_statements"
  | "capsys"
  | "kept_log"
  | "mailbox"
  | "monkeypatch"
  | "set_clock"
  | "tmp_path";

/** One module of tests. */
export interface TestModule {
  readonly path: string;
  readonly operation?: string;
  /** Constants and functions above the tests. */
  readonly above?: readonly Py[];
  readonly cases: readonly TestCase[];
}

export interface PrintedModule {
  readonly file: GeneratedFile;
  readonly parts: readonly Py[];
  readonly fixtures: ReadonlySet<Fixture>;
  readonly tests: readonly GeneratedTest[];
}

export function printModule(wanted: TestModule): PrintedModule {
  const module = { ...wanted, cases: wanted.cases.map(withConnection) };
  const names = distinctNames(module.cases.map((entry) => entry.name));
  const parts = [
    ...(module.above ?? []),
    ...module.cases.map((entry, index) => printCase(entry, names[index])),
  ];
  return {
    file: pythonFile(module.path, parts),
    parts,
    fixtures: new Set(module.cases.flatMap(({ fixtures, uses }) => [...fixtures, ...(uses ?? [])])),
    tests: module.cases.map(({ kind, reason }, index) => ({
      nodeId: `${module.path}::${names[index]}`,
      ...(module.operation !== undefined && { operation: module.operation }),
      kind: kind ?? "effect",
      ...(reason !== undefined && { reason }),
    })),
  };
}

/** Rows that no request makes are put into the transaction of the test, which is another fixture's. */
function withConnection(entry: TestCase): TestCase {
  const asks = dropUnread(paragraphsOf(entry))
    .flat()
    .some(({ text }) => /\bconnection[,)]/.test(text));
  if (!asks || entry.fixtures.includes("connection")) return entry;
  return { ...entry, fixtures: [...entry.fixtures, "connection"] };
}

function paragraphsOf({ body }: TestCase): readonly (readonly Py[])[] {
  return body.map((part) => (isParagraph(part) ? part : [part]));
}

const longestName = 76;

/** Function names of tests. Two tests under one name would hide the first. */
function distinctNames(texts: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const base = `test_${identifierText(text)}`.slice(0, longestName).replace(/_+$/, "");
    let wanted = base;
    for (let count = 2; taken.has(wanted); count++) wanted = `${base}_${count}`;
    taken.add(wanted);
    return wanted;
  });
}

function printCase(entry: TestCase, functionName: string | undefined): Py {
  assert(functionName !== undefined, "every test has a name");
  const printed = dropUnread(paragraphsOf(entry)).map((part) => lines(part));
  const mark = py`${importedModule("pytest")}.mark`;
  const decorators = [
    ...(entry.uses ?? []).map((fixture) => py`@${mark}.usefixtures(${str(fixture)})`),
    ...(entry.parameters ?? []).map(({ names, values }) => {
      const words = names.map((each) => str(each.name));
      return py`@${mark}.parametrize(${words.length === 1 ? words : py`(${commaList(words)})`}, ${values})`;
    }),
  ];
  const parameters = [
    ...entry.fixtures.map((fixture) => py`${name(fixture)}: ${fixtureType(fixture)}`),
    ...(entry.parameters ?? []).flatMap(({ names }) =>
      names.map((each) => py`${name(each.name)}: ${each.type}`),
    ),
  ];
  return py`
    ${decorators}
    async def ${name(functionName)}(${commaList(parameters)}) -> None:
        ${blocks(printed)}`;
}

export function fixtureType(fixture: Fixture): Py {
  switch (fixture) {
    case "app":
    case "committing_app":
      return imported("fastapi", "FastAPI");
    case "browser":
    case "client":
    case "committing_client":
      return imported("httpx", "AsyncClient");
    case "connection":
      return imported("sqlalchemy.ext.asyncio", "AsyncConnection");
    case "tmp_path":
      return imported("pathlib", "Path");
    case "counting_statements":
      return imported("tests.conftest", "Counting");
    case "capsys":
      return py`${importedModule("pytest")}.CaptureFixture[str]`;
    case "mailbox":
      return py`list[${imported("email.message", "EmailMessage")}]`;
    case "kept_log":
      return py`None`;
    case "monkeypatch":
      return py`${importedModule("pytest")}.MonkeyPatch`;
    case "set_clock":
      return imported("tests.conftest", "SetClock");
  }
}

/** `("field", ["title", "body"])`: one parameter of text. */
export function textParameter(parameter: string, values: readonly Py[]): TestParameters {
  return { names: [{ name: parameter, type: py`str` }], values: py`[${commaList(values)}]` };
}

/** `(("field", "length"), [("title", 256)])`: fields by name, each with something else. */
export function fieldPairs(
  beside: string,
  type: Py,
  pairs: readonly (readonly [field: Field, value: Py | number])[],
): TestParameters {
  return {
    names: [
      { name: "field", type: py`str` },
      { name: beside, type },
    ],
    values: py`[${commaList(pairs.map(([field, value]) => py`(${str(field.name)}, ${value})`))}]`,
  };
}

function isParagraph(part: Py | readonly Py[]): part is readonly Py[] {
  return Array.isArray(part);
}

/** Statements of one paragraph. */
export function paragraph(...statements: readonly (Py | false | undefined)[]): readonly Py[] {
  return statements.filter((statement) => statement !== false && statement !== undefined);
}
