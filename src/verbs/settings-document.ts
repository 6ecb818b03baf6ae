import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
} from "yaml";
import type { Finding, Read, Span } from "#base";

/** A settings file with the place of every key and value. */
export interface SettingsDocument {
  readonly file: string;
  readonly text: string;
  readonly document: Document;
  readonly value: unknown;
  /** The place of a value, by the keys that lead to it; of what is nearest above where there is none. */
  placeOf(path: readonly string[]): Span;
  /** The place of a key. */
  placeOfKey(path: readonly string[]): Span;
}

const longest = 1_000_000;

/** Text to values, with every problem of the text as a finding. */
export function readSettingsDocument(file: string, text: string): Read<SettingsDocument | undefined> {
  if (text.length > longest)
    return unreadable({ file, line: 1, column: 1, offset: 0, end: 0 }, "it is too long");
  const lines = new LineCounter();
  const spanOf = (offset: number, end: number): Span => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col), offset, end: Math.max(offset, end) };
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      version: "1.2",
      logLevel: "silent",
    });
    const [error] = document.errors;
    if (error) return unreadable(spanOf(error.pos[0], error.pos[1]), error.message);
    const value: unknown = document.toJS({ maxAliasCount: 50 });
    return { value: withPlaces({ file, text, document, value }, spanOf), findings: [] };
  } catch (error) {
    return unreadable(spanOf(0, 0), error instanceof Error ? error.message : String(error));
  }
}

function unreadable(span: Span, why: string): Read<undefined> {
  const finding: Finding = {
    rule: "settings/unreadable",
    severity: "error",
    message: `this is no YAML that can be read: ${why}`,
    span,
    mend: "mend the YAML here",
  };
  return { value: undefined, findings: [finding] };
}

function withPlaces(
  base: Pick<SettingsDocument, "file" | "text" | "document" | "value">,
  spanOf: (offset: number, end: number) => Span,
): SettingsDocument {
  const rangeSpan = (node: unknown): Span | undefined => {
    const range = isNode(node) ? node.range : undefined;
    return range ? spanOf(range[0], range[1]) : undefined;
  };
  const start = spanOf(0, 0);
  return {
    ...base,
    placeOf: (path) => {
      const { pair, node } = walk(base.document, path);
      return rangeSpan(node) ?? rangeSpan(pair?.key) ?? start;
    },
    placeOfKey: (path) => {
      const { pair, node } = walk(base.document, path);
      return rangeSpan(pair?.key) ?? rangeSpan(node) ?? start;
    },
  };
}

interface Reached {
  readonly node: unknown;
  readonly pair?: Pair;
}

/** Follows keys as far as they lead. */
function walk(document: Document, path: readonly string[]): Reached {
  let reached: Reached = { node: document.contents };
  for (const key of path) {
    const node = isAlias(reached.node) ? reached.node.resolve(document) : reached.node;
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === key);
      if (!pair) return reached;
      reached = { node: pair.value, pair };
    } else if (isSeq(node)) {
      reached = { node: node.items[Number(key)] };
    } else {
      return reached;
    }
  }
  return reached;
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}
