import type { Schema } from "../contract.ts";
import {
  bitsOf,
  fits,
  leastBits,
  signsLike,
  type TemplatePart,
  type TextTemplate,
  templateOf,
} from "./text-template.ts";

/** A piece of a code: made by chance, fixed, or what another field of the row holds. */
export type CodePart = TemplatePart | { readonly kind: "choice"; readonly field: string };

/** How to make codes of a form that examples show. */
export type CodeTemplate = readonly CodePart[];

/** What an example was seen with: values of other fields that may stand in the code. */
export interface CodeExample {
  readonly text: string;
  readonly beside: ReadonlyMap<string, string>;
}

/** The values that another field can have. */
export type Choices = ReadonlyMap<string, readonly string[]>;

/**
 * How codes are made that look like the examples: what stands between signs is fixed where it holds no digit, the value of
 * another field where it is that in every example, and chance else; as much of it as keeps codes apart and from being
 * guessed. `undefined` where no such code is sure to be allowed.
 */
export function codeTemplateOf(
  schema: Schema,
  examples: readonly CodeExample[],
  choices: Choices = new Map(),
): CodeTemplate | undefined {
  const own = schema.examples.flatMap((text) =>
    typeof text === "string" ? [{ text, beside: new Map<string, string>() }] : [],
  );
  const [first, ...others] = [...own, ...examples];
  const isKnown = schema.pattern !== undefined || schema.format !== undefined;
  if (first === undefined || isKnown || /[0-9a-f]{8}-[0-9a-f]{4}-|[0-9A-Za-z]{26}/.test(first.text))
    return templateOf(schema);
  const rows = [first, ...others].map((example) => ({ ...example, pieces: split(example.text) }));
  const pieces = split(first.text);
  const alike = rows.filter((row) => row.pieces.length === pieces.length);
  const parts = pieces.flatMap((piece, index): CodeTemplate => {
    const shown = alike.map((row) => ({ text: row.pieces[index] ?? "", beside: row.beside }));
    if (/[^0-9A-Za-z]/.test(piece)) return [{ kind: "fixed", text: piece }];
    return partsOf(shown, pieces.length > 1, choices);
  });
  const wide = widen(join(parts));
  return wide && allowed(schema, wide, choices) ? wide : undefined;
}

/** Runs of letters and digits, and what stands between them. */
function split(text: string): readonly string[] {
  return text.match(/[0-9A-Za-z]+|[^0-9A-Za-z]+/g) ?? [];
}

function partsOf(
  shown: readonly { readonly text: string; readonly beside: ReadonlyMap<string, string> }[],
  isPiece: boolean,
  choices: Choices,
): CodeTemplate {
  const texts = shown.map(({ text }) => text);
  const [first = ""] = texts;
  const field = [...choices].find(([name, values]) =>
    shown.every(({ text, beside }) => values.includes(text) && [text, undefined].includes(beside.get(name))),
  )?.[0];
  if (isPiece && field !== undefined) return [{ kind: "choice", field }];
  if (isPiece && texts.every((text) => text === first && !/[0-9]/.test(text)))
    return [{ kind: "fixed", text: first }];
  const start = /^([A-Za-z]{2,})[0-9]{3,}$/.exec(first)?.[1] ?? "";
  const rest = texts.map((text) => (text.startsWith(start) ? text.slice(start.length) : text)).join("");
  const signs = /^[0-9]+$/.test(rest) ? "0123456789" : signsLike(rest);
  const chance = { kind: "chance", signs, length: first.length - start.length } as const;
  return start === "" ? [chance] : [{ kind: "fixed", text: start }, chance];
}

function join(parts: CodeTemplate): CodeTemplate {
  const joined: CodePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === "fixed" && part.kind === "fixed")
      joined[joined.length - 1] = { kind: "fixed", text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** With more signs at the end, where those of the examples leave too little to chance. */
function widen(template: CodeTemplate): CodeTemplate | undefined {
  const bits = template.reduce((sum, part) => sum + (part.kind === "choice" ? 0 : bitsOf(part)), 0);
  const index = template.findLastIndex(({ kind }) => kind === "chance");
  const last = template[index];
  if (bits >= leastBits) return template;
  if (last?.kind !== "chance") return undefined;
  const more = Math.ceil((leastBits - bits) / Math.log2(last.signs.length));
  return template.with(index, { ...last, length: last.length + more });
}

/** Whether the longest of them is allowed. */
function allowed(schema: Schema, template: CodeTemplate, choices: Choices): boolean {
  return fits(
    schema,
    template.map((part): TemplatePart => {
      if (part.kind !== "choice") return part;
      const longest = (choices.get(part.field) ?? []).toSorted((one, other) => other.length - one.length)[0];
      return { kind: "fixed", text: longest ?? "" };
    }),
  );
}

/** Whether a template needs nothing of the row. */
export function isPlainTemplate(template: CodeTemplate): template is TextTemplate {
  return template.every(({ kind }) => kind !== "choice");
}
