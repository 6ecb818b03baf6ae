import { isAside, type Project, placeIn, type SourceModule } from "#facts";
import { allStatements, type Import, type ImportFrom } from "#python";
import type { Hit, Rule } from "../rule.ts";

/** A module imports what another package keeps to itself. */
export const importAcrossBoundary: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: ({ project }) =>
    [...project.modules.values()].flatMap((module) =>
      isAside(module.path) ? [] : findInModule(project, module),
    ),
};

function findInModule(project: Project, module: SourceModule): readonly Hit[] {
  if (!/^\s*(?:from|import)\s.*[._\s]_[a-z]/m.test(module.syntax.text)) return [];
  const typing = typingOnly(module);
  return allStatements(module.syntax.body).flatMap((statement): readonly Hit[] => {
    if (statement.kind !== "import" && statement.kind !== "import-from") return [];
    if (typing.some(({ start, end }) => start <= statement.start && statement.end <= end)) return [];
    return targetsOf(project, module, statement).flatMap((file) => {
      const kept = privateWithin(file);
      if (kept === undefined || module.path.startsWith(kept.owner)) return [];
      return [tell(module, statement, file, kept)];
    });
  });
}

/** What stands under `TYPE_CHECKING` needs a name for a type, and nothing of it when it runs. */
function typingOnly({ syntax }: SourceModule): readonly { readonly start: number; readonly end: number }[] {
  return allStatements(syntax.body).filter(
    (statement) =>
      statement.kind === "if" &&
      /\bTYPE_CHECKING\b/.test(syntax.text.slice(statement.test.start, statement.test.end)),
  );
}

function targetsOf(
  { index }: Project,
  importer: SourceModule,
  statement: Import | ImportFrom,
): readonly string[] {
  if (statement.kind === "import")
    return statement.names.flatMap(({ path }) => index.find(path, importer.path) ?? []);
  const { level, module } = statement;
  const find = (name: string): string | undefined => {
    const path = [module, name].filter((part) => part !== "").join(".");
    return level > 0 ? index.relative(importer.path, level, path) : index.find(path, importer.path);
  };
  const own = find("");
  const below = statement.names.flatMap(({ path }) => find(path) ?? []);
  return [...new Set([...(own === undefined ? [] : [own]), ...below])];
}

interface Kept {
  /** The folder of the package that keeps it, with a slash at its end. */
  readonly owner: string;
  /** The module or package that is its own. */
  readonly name: string;
}

/** What says what a thing is called, and not what it does. */
const common = /^_(?:version|types?|typing|compat|vendor\w*|generated|build\w*)$/;

/** The outermost part of a path that a package marks as its own, by the line before its name. */
function privateWithin(file: string): Kept | undefined {
  const parts = file.replace(/(?:\/__init__)?\.pyi?$/, "").split("/");
  const at = parts.findIndex((part) => /^_[a-z]/i.test(part));
  const name = parts[at] ?? "";
  if (at < 1 || common.test(name)) return undefined;
  return { owner: `${parts.slice(0, at).join("/")}/`, name };
}

function tell(
  module: SourceModule,
  { start, end }: Import | ImportFrom,
  file: string,
  { owner, name }: Kept,
): Hit {
  const home = owner.slice(0, -1).split("/").at(-1) ?? "";
  return {
    span: placeIn(module, { start, end }),
    message: `${name} is ${home}'s own, and this module is none of ${home}: whoever changes it there looks for its users there, and breaks this`,
    mend: `import it from ${home} itself, where it is given out, or have ${home} give it out`,
    path: [{ message: `${file} belongs to ${owner.slice(0, -1)}`, span: placeIn(module, { start, end }) }],
  };
}
