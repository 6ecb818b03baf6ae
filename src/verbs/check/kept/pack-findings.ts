import type { Finding, Span } from "#base";

/**
 * Findings for a file of ours: what is said again and again stands there once. Most are of ruff, and are a rule, a severity, a message
 * and a place.
 */
export interface PackedFindings {
  readonly words: readonly string[];
  readonly findings: readonly Packed[];
}

type Packed = Finding | readonly number[];

export function packFindings(findings: readonly Finding[]): PackedFindings {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.length);
    return words.push(word) - 1;
  };
  const packed = findings.map((finding): Packed => {
    const { rule, severity, message, span, ...rest } = finding;
    if (span === undefined || Object.keys(rest).length > 0) return finding;
    const { file, line, column, offset, end } = span;
    return [...[rule, severity, message, file].map(numberOf), line, column, offset, end];
  });
  return { words, findings: packed };
}

export function unpackFindings({ words, findings }: PackedFindings): readonly Finding[] {
  return findings.map((packed) => (isFinding(packed) ? packed : unpack(packed, words)));
}

function isFinding(packed: Packed): packed is Finding {
  return !Array.isArray(packed);
}

function unpack(packed: readonly number[], words: readonly string[]): Finding {
  const [rule = 0, severity = 0, message = 0, file = 0, line = 0, column = 0, offset = 0, end = 0] = packed;
  const span: Span = { file: words[file] ?? "", line, column, offset, end };
  return {
    rule: words[rule] ?? "",
    severity: (words[severity] ?? "note") as Finding["severity"],
    message: words[message] ?? "",
    span,
  };
}
