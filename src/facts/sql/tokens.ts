/** One word or sign of a statement. */
export interface SqlToken {
  readonly kind: "word" | "quoted" | "number" | "text" | "parameter" | "sign";
  /** Of a word in lower case; of a text and a quoted name what stands between the marks; of a parameter its name, or nothing. */
  readonly text: string;
}

const sign = /<>|!=|<=|>=|[(),.*=<>+;-]/y;
const word = /[A-Za-z_]\w*/y;
const number = /\d+(?:\.\d+)?(?![\w.])/y;
const text = /'((?:[^'\\]|'')*)'/y;
const quoted = /"([^"\\]+)"|`([^`\\]+)`/y;
const parameter = /%s|%\((\w+)\)s|:([A-Za-z_]\w*)|\?|\$(\d+)/y;
const aside = /\s+|--[^\n]*|\/\*(?!\+)[^*]*\*\//y;

/** Takes a statement apart; undefined where anything stands in it that is none of these: casts, operators of one database, hints. */
export function readTokens(source: string): readonly SqlToken[] | undefined {
  const tokens: SqlToken[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found === null) return undefined;
    at += found[0].length;
    return found;
  };
  while (at < source.length) {
    if (take(aside) !== undefined) continue;
    const next =
      tokenOf("parameter", take(parameter)) ??
      tokenOf("word", take(word)) ??
      tokenOf("number", take(number)) ??
      tokenOf("text", take(text)) ??
      tokenOf("quoted", take(quoted)) ??
      tokenOf("sign", take(sign));
    if (next === undefined) return undefined;
    tokens.push(next);
  }
  return tokens;
}

function tokenOf(kind: SqlToken["kind"], found: RegExpExecArray | undefined): SqlToken | undefined {
  if (found === undefined) return undefined;
  const [whole, ...groups] = found;
  const held = groups.find((group) => group !== undefined);
  switch (kind) {
    case "word":
      return { kind, text: whole.toLowerCase() };
    case "text":
      return { kind, text: (held ?? "").replaceAll("''", "'") };
    case "quoted":
    case "parameter":
      return { kind, text: held ?? "" };
    default:
      return { kind, text: whole };
  }
}
