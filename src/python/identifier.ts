import { assert, pascalCase, splitWords } from "#base";
import { makeFragment, type Py } from "./fragment.ts";
import { builtinClasses, builtins, keywords, softKeywords } from "./keywords.ts";
import { excerpt } from "./writer.ts";

export interface IdentifierOptions {
  /** Also keep off names such as `list` and `id`. */
  readonly avoidBuiltins?: boolean;
}

/** A name that is already valid: one that we chose, or that `identifierText` gave. */
export function name(text: string): Py {
  checkName(text);
  return makeFragment(text, [], { word: true });
}

/** Names joined by dots: `app.users.models`. */
export function dotted(text: string): Py {
  text.split(".").forEach(checkName);
  return makeFragment(text, [], { word: true });
}

/** A snake_case name made of any text. */
export function identifier(text: string, options: IdentifierOptions = {}): Py {
  return name(identifierText(text, options));
}

/** A PascalCase name made of any text. */
export function className(text: string, options: IdentifierOptions = {}): Py {
  return name(classNameText(text, options));
}

/** Different texts can give the same name; keeping them apart is up to the caller. */
export function identifierText(text: string, options: IdentifierOptions = {}): string {
  const joined = startWithLetter(splitWords(text).join("_"), "value", "value_");
  const taken = keywords.has(joined) || softKeywords.has(joined);
  return taken || (options.avoidBuiltins && builtins.has(joined)) ? `${joined}_` : joined;
}

export function classNameText(text: string, options: IdentifierOptions = {}): string {
  const joined = startWithLetter(pascalCase(text), "Value", "Value");
  const taken = keywords.has(joined) || (options.avoidBuiltins && builtinClasses.has(joined));
  return taken ? `${joined}_` : joined;
}

export function checkName(text: string): void {
  const isName = /^[A-Za-z_]\w*$/.test(text) && !keywords.has(text);
  assert(isName, () => `${excerpt(text)} is not a Python name`);
}

function startWithLetter(text: string, empty: string, prefix: string): string {
  if (text === "") return empty;
  return /^[A-Za-z]/.test(text) ? text : prefix + text;
}
