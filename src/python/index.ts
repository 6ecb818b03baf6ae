// In: values of any origin (names, texts and JSON of a contract that may be hostile), and Python as others have left it.
// Out: Python in which each value stays in its literal, comment, docstring or name; modules taken apart into statements.
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
export { imported, importedForTyping, importedModule, importOnly } from "./imports.ts";
export { blocks, commaList, concat, lines } from "./join.ts";
export { builtinClasses, builtins, keywords } from "./keywords.ts";
export { type JsonLike, literal } from "./literal.ts";
export { handNames } from "./merging/hand-names.ts";
export { importedModules } from "./merging/import-bindings.ts";
export type { LocatedSymbol } from "./merging/locate-kept.ts";
export { type MergedModule, type ModuleSides, mergeModule } from "./merging/merge-module.ts";
export { describeModule, type WrittenModule } from "./merging/written-module.ts";
export { type ModuleParts, pythonModule } from "./module.ts";
export { columns } from "./prose.ts";
export { namesIn } from "./reading/names-in.ts";
export { type PythonBody, type PythonItem, type PythonModule, readModule } from "./reading/read-module.ts";
export { confusable, formatPython } from "./ruff.ts";
export { type Linter, type LintHit, type LintPlace, openLinter } from "./ruff-lint.ts";
export { standardLibrary } from "./standard-library.ts";
export { formatted, str } from "./string.ts";
export { allExpressions } from "./syntax/all-expressions.ts";
export { allStatements, innerBodies, statementsOf } from "./syntax/nested-statements.ts";
export { type ModuleSyntax, parseModule } from "./syntax/parse-module.ts";
export type * from "./syntax/statements-tree.ts";
export type { Comment, SyntaxProblem } from "./syntax/tokens.ts";
export type * from "./syntax/tree.ts";
export { type PyItem, type PyValue, py } from "./tag.ts";
