import { isMap, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap } from "yaml";

/** How a document is laid out, so that what is added looks like the rest. */
export interface DocumentStyle {
  readonly newline: string;
  /** Columns from one level of YAML to the next. */
  readonly step: number;
  /** Whether items of a list stand further in than its key. */
  readonly indentsLists: boolean;
  readonly singleQuotes: boolean;
  /** What a level of JSON is set in by; absent where it stands on one line. */
  readonly flowStep?: string;
  /** JSON without spaces. */
  readonly isDense: boolean;
}

export function documentStyle(text: string, root: YAMLMap): DocumentStyle {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const singleQuotes = count(text, /: *'/g) > count(text, /: *"/g);
  const flowStep = root.flow === true ? /^\s*\{[ \t]*\r?\n([ \t]+)/.exec(text)?.[1] : "  ";
  return {
    ...{ newline, singleQuotes, step: stepOf(text, root), indentsLists: indentsLists(text, root) },
    isDense: root.flow === true && !text.includes('": '),
    ...(flowStep === undefined ? {} : { flowStep }),
  };
}

function stepOf(text: string, root: YAMLMap): number {
  for (const { value } of root.items)
    if (isMap(value) && value.flow !== true && value.items.length > 0) {
      const column = columnOf(text, value.items[0]?.key);
      if (column > 0 && column <= 10) return column;
    }
  return 2;
}

function indentsLists(text: string, root: YAMLMap): boolean {
  let found = true;
  visit(root, {
    Pair(_, { key, value }: Pair) {
      if (!isSeq(value) || value.flow === true || value.items.length === 0) return;
      found = columnOf(text, value) > columnOf(text, key);
      return visit.BREAK;
    },
  });
  return found;
}

function columnOf(text: string, node: unknown): number {
  const start = isScalar(node) || isSeq(node) ? ((node as Node).range?.[0] ?? 0) : 0;
  return start - (text.lastIndexOf("\n", start - 1) + 1);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
