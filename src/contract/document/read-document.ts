import { Composer, type Document, Lexer, LineCounter, type ParsedNode, Parser } from "yaml";
import type { Finding } from "#base";
import { buildNodes } from "./build-nodes.ts";
import { type FindingList, makeFindingList } from "./finding-list.ts";
import { limits } from "./limits.ts";
import type { Node } from "./node.ts";
import { makeSpans, type Spans } from "./spans.ts";
import { nothingSpent, type Spent } from "./spent.ts";
import { readUsual } from "./usual/read-usual.ts";

export interface DocumentReading {
  readonly root: Node | undefined;
  readonly findings: FindingList;
  /** Where the text stops making sense; what is found behind that place follows from it. */
  readonly brokenFrom: number;
}

/** Reads JSON or YAML 1.2 (JSON is YAML) into nodes that know their places. Never throws; bounded in time and memory. */
export function readDocument(file: string, text: string, spent: Spent = nothingSpent()): DocumentReading {
  const usual = readUsual(file, text);
  if (usual === undefined || spent.tokens + usual.tokens > limits.tokens) return readWhole(file, text, spent);
  spent.tokens += usual.tokens;
  const findings = makeFindingList({ file, line: 1, column: 1, offset: 0, end: 0 });
  return { root: usual.root, findings, brokenFrom: Number.POSITIVE_INFINITY };
}

/** The same by a library that knows all of YAML, and what may be wrong with it. */
export function readWhole(file: string, text: string, spent: Spent): DocumentReading {
  const lines = new LineCounter();
  const spans = makeSpans(file, text, lines);
  const findings = makeFindingList(spans.at(0, 0));
  const refuse = (finding: Finding): DocumentReading => {
    findings.add(finding);
    return { root: undefined, findings, brokenFrom: Number.POSITIVE_INFINITY };
  };
  if (text.length > limits.textLength) return refuse(tooLarge("characters", limits.textLength, spans));
  const tokens = readTokens(text, lines, spans, spent);
  if ("rule" in tokens) return refuse(tokens);
  const documents = composeDocuments(tokens.tokens, lines);
  if (documents instanceof Error) return refuse(unreadable(documents.message, 0, 0, spans));
  const [document, second] = documents;
  if (document === undefined) return { root: undefined, findings, brokenFrom: Number.POSITIVE_INFINITY };
  if (second !== undefined) findings.add(severalDocuments(second, spans));
  const brokenFrom = reportSyntax(document, spans, findings);
  const root = document.contents === null ? undefined : buildNodes(document.contents, spans, findings, spent);
  return { root, findings, brokenFrom };
}

type Token = NonNullable<ReturnType<Parser["parse"]> extends Generator<infer T> ? T : never>;

// Token by token, because the depth must be known before anything that recurses sees the tree.
function readTokens(
  text: string,
  lines: LineCounter,
  spans: Spans,
  spent: Spent,
): { tokens: Token[] } | Finding {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: Token[] = [];
  for (const word of new Lexer().lex(text)) {
    const at = parser.offset;
    for (const token of parser.next(word)) tokens.push(token);
    spent.tokens += 1;
    if (spent.tokens > limits.tokens) return tooLarge("words and signs", limits.tokens, spans);
    if (parser.stack.length > limits.depth) return tooDeep(at, spans);
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

function composeDocuments(tokens: Token[], lines: LineCounter): Document.Parsed[] | Error {
  const composer = new Composer<ParsedNode>({
    // The core schema whatever a %YAML directive says: `no` stays a text.
    schema: "core",
    resolveKnownTags: false,
    merge: false,
    // Ours is linear (build-nodes); the library compares every key with every other.
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
  });
  try {
    return [...composer.compose(tokens)];
  } catch (problem) {
    return problem instanceof Error ? problem : new Error(String(problem));
  }
}

function reportSyntax(document: Document.Parsed, spans: Spans, findings: FindingList): number {
  let brokenFrom = Number.POSITIVE_INFINITY;
  for (const problem of document.errors.slice(0, limits.syntaxFindings)) {
    brokenFrom = Math.min(brokenFrom, problem.pos[0]);
    findings.add(unreadable(problem.message, problem.pos[0], problem.pos[1], spans));
  }
  return brokenFrom;
}

function unreadable(reason: string, from: number, to: number, spans: Spans): Finding {
  return {
    rule: "contract/unreadable",
    severity: "error",
    message: `this is not valid YAML or JSON: ${reason.split("\n")[0] ?? ""}`,
    span: spans.at(from, to),
    mend: "mend the syntax here; what follows it may be misread until then",
  };
}

function tooLarge(what: string, most: number, spans: Spans): Finding {
  return {
    rule: "contract/too-large",
    severity: "error",
    message: `the document has more than ${most / 1_000_000} million ${what}: it is too large to be read safely`,
    span: spans.at(0, 0),
    mend: "split it into several contracts",
  };
}

function tooDeep(offset: number, spans: Spans): Finding {
  return {
    rule: "contract/too-deep",
    severity: "error",
    message: `more than ${limits.depth} levels of nesting: the document is not read further`,
    span: spans.at(offset, offset + 1),
    mend: "give inner parts a name under components and refer to them",
  };
}

function severalDocuments(second: Document.Parsed, spans: Spans): Finding {
  const start = second.range[0];
  return {
    rule: "contract/several-documents",
    severity: "warning",
    message: "a second document begins here: only the first one is read",
    span: spans.at(start, start),
    mend: "keep one contract in one file",
  };
}
