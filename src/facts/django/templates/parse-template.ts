import { readFiltered } from "./filtered.ts";
import type { Binding, Branch, Filtered, Stretch, TemplateNode } from "./nodes.ts";

/** How deep tags are followed into one another; what lies deeper is read as if it stood there. */
const deepest = 60;

/** Tags, output and comments: no line ends within them, as Django has it, and none begins anew within one of its kind. */
const token = /\{%((?:(?!\{%|%\}).)*)%\}|\{\{((?:(?!\{\{|\}\}).)*)\}\}|\{#(?:(?!\{#|#\}).)*#\}/g;

/** A tag's words, those in quotes whole: https://docs.djangoproject.com/en/6.0/howto/custom-template-tags/ */
const word = /(?:[^\s'"]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+|\S+/g;

interface Word extends Stretch {
  readonly text: string;
}

/** A tag that holds others, while its end has not come. */
interface Open {
  readonly end: string;
  /** Makes the node of what has been gathered. */
  readonly close: () => TemplateNode | undefined;
  /** Where what comes next belongs. */
  into: TemplateNode[];
  /** `{% else %}`, `{% elif %}`, `{% empty %}` within it. */
  readonly turn?: (tag: string, words: readonly Word[]) => TemplateNode[] | undefined;
}

/** Reads a template of Django. Never throws: what is not closed ends with the text, and ends of nothing are passed over. */
export function parseTemplate(text: string): readonly TemplateNode[] {
  const top: TemplateNode[] = [];
  const open: Open[] = [];
  const into = (): TemplateNode[] => open.at(-1)?.into ?? top;
  const shut = (): void => {
    const node = open.pop()?.close();
    if (node !== undefined) into().push(node);
  };
  let until: string | undefined;
  for (const match of text.matchAll(token)) {
    const [all, tag, output] = match;
    const words = wordsOf(tag ?? output ?? "", match.index + 2);
    const [first, ...rest] = words;
    if (until !== undefined) {
      if (tag !== undefined && first?.text === until) until = undefined;
      continue;
    }
    if (output !== undefined) into().push(readOutput(output, match.index + 2));
    if (tag === undefined || first === undefined) continue;
    if (first.text === "comment" || first.text === "verbatim") {
      until = `end${first.text}`;
      continue;
    }
    const turned = open.at(-1)?.turn?.(first.text, rest);
    const ended = open.findLastIndex(({ end }) => end === first.text);
    if (turned !== undefined) {
      const around = open.at(-1);
      if (around !== undefined) around.into = turned;
    } else if (ended !== -1) {
      while (open.length > ended) shut();
    } else {
      const opened = open.length < deepest ? openTag(first.text, rest) : undefined;
      if (opened !== undefined) open.push(opened);
      else if (!first.text.startsWith("end"))
        into().push(readTag(first, rest, { start: match.index, end: match.index + all.length }));
    }
  }
  while (open.length > 0) shut();
  return top;
}

function wordsOf(text: string, at: number): readonly Word[] {
  return [...text.matchAll(word)].map(({ 0: each, index }) => ({
    text: each,
    start: at + index,
    end: at + index + each.length,
  }));
}

function readOutput(text: string, at: number): TemplateNode {
  const begins = text.length - text.trimStart().length;
  return { kind: "output", value: readFiltered(text.trim(), at + begins) };
}

function openTag(name: string, words: readonly Word[]): Open | undefined {
  const body: TemplateNode[] = [];
  switch (name) {
    case "for":
      return openFor(words, body);
    case "if":
      return openIf(words);
    case "with": {
      const bindings = readBindings(words);
      return { end: "endwith", into: body, close: () => ({ kind: "with", bindings, body }) };
    }
    case "block":
      return {
        end: "endblock",
        into: body,
        close: () => ({ kind: "block", name: words[0]?.text ?? "", body }),
      };
    default:
      return undefined;
  }
}

/** `for key, value in pairs reversed` */
function openFor(words: readonly Word[], body: TemplateNode[]): Open | undefined {
  const at = words.findIndex(({ text }) => text === "in");
  const given = words[at + 1];
  if (at < 1 || given === undefined) return undefined;
  const targets = words.slice(0, at).flatMap(({ text }) => text.split(",").filter((each) => each !== ""));
  const iterable = filteredOf(given);
  const empty: TemplateNode[] = [];
  return {
    end: "endfor",
    into: body,
    close: () => ({ kind: "for", targets, iterable, body, empty }),
    turn: (tag) => (tag === "empty" ? empty : undefined),
  };
}

function openIf(words: readonly Word[]): Open {
  const branches = [branchOf(words)];
  return {
    end: "endif",
    into: branches[0]?.body ?? [],
    close: () => ({ kind: "if", branches }),
    turn: (tag, given) => {
      if (tag !== "elif" && tag !== "else") return undefined;
      const branch = branchOf(given);
      branches.push(branch);
      return branch.body;
    },
  };
}

const operators = new Set(["and", "or", "not", "in", "is", "==", "!=", "<", ">", "<=", ">="]);

function branchOf(words: readonly Word[]): Branch & { readonly body: TemplateNode[] } {
  const tests = words.filter(({ text }) => !operators.has(text)).map(filteredOf);
  return { tests, isPlain: words.length === 1, body: [] };
}

function readTag(first: Word, words: readonly Word[], place: Stretch): TemplateNode {
  const [given, ...rest] = words;
  switch (first.text) {
    case "extends":
      if (given !== undefined) return { kind: "extends", template: filteredOf(given) };
      break;
    case "include":
      if (given !== undefined) {
        const only = rest.some(({ text }) => text === "only");
        return { kind: "include", template: filteredOf(given), bindings: readBindings(rest), only };
      }
      break;
    case "load": {
      const names = words.map(({ text }) => text);
      const from = names.indexOf("from");
      return { kind: "load", libraries: from === -1 ? names : names.slice(from + 1) };
    }
    default:
  }
  const as = words.at(-2)?.text === "as" ? words.at(-1)?.text : undefined;
  const own = as === undefined ? words : words.slice(0, -2);
  const isNamed = ({ text }: Word): boolean => /^\w+=/.test(text);
  return {
    kind: "tag",
    name: first.text,
    place,
    args: own.filter((each) => !isNamed(each)).map(filteredOf),
    named: readBindings(own),
    ...(as === undefined ? {} : { target: as }),
  };
}

function filteredOf({ text, start }: Word): Filtered {
  return readFiltered(text, start);
}

/** `name=value`, and `value as name` as it was written once. */
function readBindings(words: readonly Word[]): readonly Binding[] {
  return words.flatMap((each, index): readonly Binding[] => {
    const equals = /^(\w+)=/.exec(each.text);
    const name = equals?.[1];
    if (name !== undefined)
      return [{ name, value: readFiltered(each.text.slice(name.length + 1), each.start + name.length + 1) }];
    const before = words[index - 1];
    const after = words[index + 1];
    return each.text === "as" && before !== undefined && after !== undefined
      ? [{ name: after.text, value: filteredOf(before) }]
      : [];
  });
}
