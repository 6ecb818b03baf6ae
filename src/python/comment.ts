import { makeFragment, nothing, type Py } from "./fragment.ts";
import { cleanLines, wrapLine } from "./prose.ts";

/** Lines of comment, wrapped. `width` is what is left of the line at the indent that it will get. */
export function comment(text: string, width = 88): Py {
  const lines = cleanLines(text).flatMap((line) => wrapLine(line, width - 2));
  const filled = lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  if (filled.length === 0) return nothing;
  const printed = filled.map((line) => (line === "" ? "#" : `# ${neutralise(line)}`));
  return makeFragment(printed.join("\n"), [], { endsInComment: true });
}

// Words that some tool obeys when a comment, or a comment within a comment, begins with them.
const bareWords = "noqa|nosec|nosemgrep|nosonar|noinspection|pragma|pyre-\\w+|region|endregion";
const wordsBeforeColon =
  "type|fmt|yapf|black|isort|ruff|ty|flake8|pylint|pyright|basedpyright|mypy|pytype|autopep8|coverage|cython|distutils|" +
  "vim?|ex|cspell|codespell|spell-checker|sourcery|snyk|devskim|keelback";
const pragma = new RegExp(
  `(^|#)([^\\p{L}\\p{N}#]*)((?:${bareWords})(?![\\p{L}\\p{N}])|(?:${wordsBeforeColon})(?=\\s*[:=]))`,
  "giu",
);

function neutralise(line: string): string {
  return (
    line
      .replace(pragma, "$1$2`$3`")
      // `coding:` anywhere in the first two lines of a file changes its encoding.
      .replace(/(coding)([:=])/giu, "$1 $2")
      // Editors' modelines, cells of a notebook, inline metadata of a script, a shebang.
      .replace(/-\*-/g, "- * -")
      .replace(/\b(vim?|ex)(?=:)/giu, "`$1`")
      .replace(/^(%%|!|\/\/\/|:)/, "'$1'")
  );
}
