import { assert } from "#base";
import { makeFragment, type Py, type PyImport, traitsOf } from "./fragment.ts";

/** Collects text, fragments and their imports, and watches every joint between two pieces. */
export interface Writer {
  /** Text of our own templates. */
  readonly writeStatic: (text: string) => void;
  /** `inCode` is false inside a string literal, where only words may stand. */
  readonly writeFragment: (fragment: Py, indent?: string, inCode?: boolean) => void;
  readonly addImports: (imports: readonly PyImport[]) => void;
  readonly finish: (endsInComment: boolean) => Py;
}

export function openWriter(): Writer {
  let out = "";
  let comment = false;
  let afterValueInCode = false;
  const imports: PyImport[] = [];

  const append = (text: string, isValueInCode: boolean): void => {
    if (text === "") return;
    assert(!comment || text.startsWith("\n"), () => `a comment would swallow ${excerpt(text)}`);
    if (isValueInCode || afterValueInCode) checkJoint(out, text);
    out += text;
    afterValueInCode = isValueInCode;
    comment = false;
  };

  return {
    writeStatic: (text) => append(text, false),
    writeFragment: (fragment, indent = "", inCode = true) => {
      const { endsInComment = false } = traitsOf(fragment);
      append(indentRest(fragment.text, indent), inCode);
      if (fragment.text !== "") comment = endsInComment;
      imports.push(...fragment.imports);
    },
    addImports: (more) => imports.push(...more),
    finish: (endsInComment) => makeFragment(out, imports, { endsInComment: comment || endsInComment }),
  };
}

// `f` before a literal makes its braces code, and `""` before it makes three quotes: neither may arise from two pieces.
function checkJoint(left: string, right: string): void {
  const fuses = /^[a-z]{0,2}["']/i.test(right) && /[\p{ID_Continue}"']$/u.test(left.slice(-2));
  assert(
    !fuses,
    () => `a string literal would fuse with what precedes it: ${excerpt(left.slice(-40) + right)}`,
  );
}

function indentRest(text: string, indent: string): string {
  return indent === "" ? text : text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

export function excerpt(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
