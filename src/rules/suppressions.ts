import type { Finding, Span } from "#base";
import { placeIn, type SourceModule } from "#facts";

/** `# keelback: ignore[family/name, family] why`, or `# noqa` for all that is found on a line; in a template, `{# keelback: … #}`. */
export interface Suppression {
  /** Ids and families; absent, everything. */
  readonly names?: readonly string[];
  readonly reason: string;
  /** The line that it silences: its own, or the next one with code where it stands alone. */
  readonly line: number;
  readonly span: Span;
}

const ours = /keelback:\s*ignore(?:\[([^\]]*)\])?[\s:,.–—-]*(.*?)\s*(?:#.*)?$/i;
const everything = /^#+\s*noqa\s*$/i;

/** The comments of a module that silence something. */
export function readSuppressions(module: SourceModule): readonly Suppression[] {
  const { text, comments } = module.syntax;
  if (!/keelback:|noqa/i.test(text)) return [];
  return comments.flatMap(({ start, end }): readonly Suppression[] => {
    const comment = text.slice(start, end);
    const found = ours.exec(comment);
    if (found === null && !everything.test(comment)) return [];
    const span = placeIn(module, { start, end });
    const [, names = "", reason = ""] = found ?? [];
    const own = names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    return [
      {
        ...(found === null ? {} : { names: own }),
        reason,
        line: silencedLine(module, span, found !== null),
        span,
      },
    ];
  });
}

/** A comment alone on its line speaks of the next line with code on it. */
function silencedLine(
  { syntax: { text } }: SourceModule,
  { offset, line }: Span,
  mayStandAlone: boolean,
): number {
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  if (!mayStandAlone || text.slice(lineStart, offset).trim() !== "") return line;
  let next = line;
  for (let start = lineStart; ; next += 1) {
    const found = /\r\n?|\n/g;
    found.lastIndex = start;
    const ended = found.exec(text);
    const below = text.slice(start, ended?.index ?? text.length);
    if (!/^\s*(?:\{?#|$)/.test(below)) return next;
    if (ended === null) return line;
    start = found.lastIndex;
  }
}

export interface SuppressionOptions {
  /** Whether the rule of that id, or one of that family, was asked: of others nobody knows whether they have something to say. */
  readonly isAsked: (name: string) => boolean;
  /** Whether something is the id of a rule or a family. */
  readonly isKnown: (name: string) => boolean;
  /** Whether a name stands for a rule, by its id or its family. */
  readonly names: (name: string, rule: string) => boolean;
}

export interface Suppressed {
  readonly findings: readonly Finding[];
  /** How many were silenced. */
  readonly silenced: number;
}

/** Leaves out what comments silence, and tells of comments that silence nothing, or do not say why. */
export function applySuppressions(
  modules: Iterable<SourceModule>,
  findings: readonly Finding[],
  options: SuppressionOptions,
): Suppressed {
  const byFile = Map.groupBy(findings, ({ span }) => span?.file ?? "");
  const silenced = new Set<Finding>();
  const told: Finding[] = [];
  for (const module of modules) {
    const there = byFile.get(module.path) ?? [];
    for (const suppression of readSuppressions(module)) {
      const hit = there.filter((finding) => silences(module, suppression, finding, options.names));
      for (const finding of hit) silenced.add(finding);
      told.push(...judge(suppression, hit, options));
    }
  }
  const left = findings.filter((finding) => !silenced.has(finding));
  return { findings: [...left, ...told], silenced: silenced.size };
}

function silences(
  module: SourceModule,
  { names, line }: Suppression,
  { rule, span }: Finding,
  isOf: SuppressionOptions["names"],
): boolean {
  if (span === undefined) return false;
  const isNamed = names?.some((name) => isOf(name, rule)) ?? true;
  // Of what takes several lines, the comment may stand beside the last one too.
  const last = placeIn(module, { start: Math.max(span.offset, span.end - 1), end: span.end }).line;
  return isNamed && (line === span.line || line === last);
}

function judge(
  { names, reason, span }: Suppression,
  hit: readonly Finding[],
  { isAsked, isKnown, names: isOf }: SuppressionOptions,
): readonly Finding[] {
  if (names === undefined) return [];
  const tell = (rule: string, severity: Finding["severity"], message: string, mend: string): Finding => ({
    rule: `source/${rule}`,
    severity,
    message,
    span,
    mend,
  });
  if (names.length === 0)
    return [
      tell(
        "unknown-suppression",
        "warning",
        "this comment names no rule, and silences none",
        "name it: keelback: ignore[family/name] why",
      ),
    ];
  const unknown = names.filter((name) => !isKnown(name));
  const idle = names.filter(
    (name) => isKnown(name) && isAsked(name) && !hit.some(({ rule }) => isOf(name, rule)),
  );
  return [
    ...unknown.map((name) =>
      tell(
        "unknown-suppression",
        "warning",
        `there is no rule and no family "${name}" to silence`,
        "correct the name, or take the comment out",
      ),
    ),
    ...idle.map((name) =>
      tell("unused-suppression", "warning", `${name} has nothing to say here`, "take the comment out"),
    ),
    ...(reason === ""
      ? [
          tell(
            "unexplained-suppression",
            "note",
            "this comment does not say why",
            "write the reason after the bracket",
          ),
        ]
      : []),
  ];
}
