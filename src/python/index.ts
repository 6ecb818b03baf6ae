// In: values of any origin: names, texts and JSON of a contract that may be hostile.
// Out: Python text in which each of them stays inside its literal, comment, docstring or name; whole modules as ruff leaves them.
// Never here: a way to turn a string into code, knowledge of a framework, reading or writing of files.

export { comment } from "./comment.ts";
export { docstring } from "./docstring.ts";
export { nothing, type Py, type PyImport } from "./fragment.ts";
export {
  className,
  classNameText,
  dotted,
  type IdentifierOptions,
  identifier,
  identifierText,
  name,
} from "./identifier.ts";
export { imported, importedModule, importOnly } from "./imports.ts";
export { blocks, commaList, concat, lines } from "./join.ts";
export { type JsonLike, literal } from "./literal.ts";
export { type ModuleParts, pythonModule } from "./module.ts";
export { formatPython } from "./ruff.ts";
export { formatted, str } from "./string.ts";
export { type PyItem, type PyValue, py } from "./tag.ts";
