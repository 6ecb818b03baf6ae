import { parseJson } from "./read-value.ts";

/** One step into a value: a field of an object, the items of a list, the values of a map. */
export type Step =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "items" }
  | { readonly kind: "values" };

export interface NameRead {
  readonly steps: readonly Step[];
  /** How deep it is indented, where that is how nesting is shown. */
  readonly depth: number;
  /** `title*` is required, `title?` is not. */
  readonly required?: boolean;
}

const indent =
  /^(?:&nbsp;|&emsp;|&ensp;|\u00a0|\u2003|\s)*(?:(?:[-–—>›»→↳└├│─·•+]|-&gt;|&gt;|\.(?=\s))+(?:&nbsp;|\u00a0|\s)*)*/u;

/** Takes the name of a field apart: `address.city`, `items[].sku`, `↳ city`. Nothing where it can be no name. */
export function readName(written: string): NameRead | undefined {
  const lead = indent.exec(written)?.[0] ?? "";
  const depth = depthOf(lead);
  const rest = written.slice(lead.length).trim();
  const marked = /^(.*?)\s*(\*|\?|\\\*)$/.exec(rest.replace(/^(\*\*|__)(.+)\1(.*)$/, "$2$3"));
  const bare = unmark(marked?.[1] ?? rest);
  const inner = /^(.+)([*?])$/.exec(bare);
  const text = inner?.[1] !== undefined && !/[.\]]$/.test(inner[1]) ? inner[1] : bare;
  const mark = marked?.[2]?.at(-1) ?? (text === bare ? undefined : inner?.[2]);
  const steps = readSteps(text);
  if (steps === undefined) return undefined;
  return { steps, depth, ...(mark !== undefined && { required: mark === "*" }) };
}

// Arrows and dashes count one level each, and so does each blank of the kind that stays.
function depthOf(lead: string): number {
  const marks = lead.match(/[-–—>›»→↳└├│·•+]+|&gt;|-&gt;/gu)?.join("") ?? "";
  const blanks = lead.match(/&nbsp;|&emsp;|&ensp;|\u00a0|\u2003/gu)?.length ?? 0;
  if (marks === "") return blanks;
  return blanks > 0 ? blanks : marks.replaceAll(/-&gt;|─/g, "").length || 1;
}

function unmark(text: string): string {
  return text
    .replace(/^(\*\*|__|~~|\*|_(?=.*_$))(.+)\1$/, "$2")
    .replace(/^(`+)(.+)\1$/, "$2")
    .replace(/^\[(.+)\]\([^()]*\)$/, "$1")
    .replace(/\\([_*[\]])/g, "$1")
    .replace(/^(\*\*|__)(.+)\1$/, "$2")
    .trim();
}

const part = /^(?:"(?:[^"\\]|\\.)*"|[^.[\]"]+|\[(?:\d{0,6}|\*|n|i)\]|\.)/u;

/** The steps of a name; a name within brackets (`filter[status]`) is part of the name. */
export function readSteps(text: string): readonly Step[] | undefined {
  if (text === "" || text.length > 300) return undefined;
  if (/\[[^\]\d*]{2,}\]/.test(text)) return /\s/.test(text) ? undefined : [{ kind: "property", name: text }];
  const steps: Step[] = [];
  let rest = text.replace(/^\$\.?(?=[\w[])/, "");
  for (let count = 0; rest !== ""; count += 1) {
    const piece = part.exec(rest)?.[0];
    if (piece === undefined || count > 60) return undefined;
    rest = rest.slice(piece.length);
    if (piece === ".") continue;
    if (piece.startsWith("[")) steps.push({ kind: "items" });
    else if (piece === "*" || /^[{<](?:key|name|id|string)[}>]$/i.test(piece)) steps.push({ kind: "values" });
    else
      steps.push({
        kind: "property",
        name: piece.startsWith('"') ? String(parseJson(piece) ?? piece) : piece,
      });
  }
  const isName = steps.every((step) => step.kind !== "property" || /^[^\s].{0,199}$/su.test(step.name));
  return steps.length === 0 || !isName ? undefined : steps;
}
