import type { Span } from "#base";
import { type FieldFact, isMigration, isTest, type ModelFact, type SourceModule } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** An index begins with a column that nothing in the project names but the model itself. */
export const unusedIndex: Rule = {
  severity: "note",
  on: false,
  fix: "none",
  find: (input) => {
    const candidates = input.facts.models.filter(({ span }) => !isTest(span.file)).flatMap(indexesOf);
    if (candidates.length === 0) return [];
    const modules = [...input.project.modules.values(), ...input.project.templates.values()].filter(
      ({ path }) => !isTest(path) && !isMigration(path),
    );
    const open = modules.find(letsChoose);
    if (open !== undefined) {
      for (const { span } of candidates)
        input.explainSilence(span, `${open.path} lets whoever asks choose columns that no source names`);
      return [];
    }
    const named = namedElsewhere(modules, candidates);
    return candidates.filter((each) => !named.has(each)).map(tell);
  },
};

/** Whether a file lets requests choose among all columns: then none has to be named. */
function letsChoose({ syntax: { text } }: SourceModule): boolean {
  return choosing.test(text) || (/\bclass \w{0,80}Filter/.test(text) && allFields.test(text));
}

// Bounded, for a line of a hostile file may be as long as the file.
const choosing =
  /\bOrderingFilter\b|\border_by\([^)\n]{0,200}\brequest\b|\bgetattr\(\s{0,20}(?:\w{1,60}\.){0,4}(?:model\w{0,60}|[A-Z]\w{0,60})\s{0,20},\s{0,20}\w{1,60}\s{0,20}[,)]/;
const allFields = /\bfields\s{0,20}=\s{0,20}["']__all__["']/;

interface Candidate {
  readonly model: ModelFact;
  readonly field: FieldFact;
  /** Where the index is declared. */
  readonly span: Span;
}

/** Ordinary indexes that keep no rows apart, each by its first column. A foreign key's own serves joins and deletions, which name nothing. */
function indexesOf(model: ModelFact): readonly Candidate[] {
  if (model.abstract) return [];
  const single = model.fields.flatMap((field): readonly Candidate[] =>
    field.indexed && !field.unique && !field.primaryKey ? [{ model, field, span: field.span }] : [],
  );
  const several = model.indexes.flatMap(
    ({ fields: [first], unique, partial, plain, span }): readonly Candidate[] => {
      const field = model.fields.find(({ name }) => name === first);
      return field === undefined || unique || partial || !plain ? [] : [{ model, field, span }];
    },
  );
  return [...single, ...several].filter(
    ({ field, span }) =>
      field.relation === undefined && span.file === model.span.file && span.offset > model.span.offset,
  );
}

/** The candidates whose columns are named anywhere but where they and their indexes are declared: any such word may be a use. */
function namedElsewhere(
  modules: readonly SourceModule[],
  candidates: readonly Candidate[],
): ReadonlySet<Candidate> {
  const byName = Map.groupBy(candidates, ({ field }) => field.name);
  const found = new Set<Candidate>();
  // `made_at__gte` and `_made_at` name it as well.
  for (const { path, syntax } of modules)
    for (const { 0: word, index } of syntax.text.matchAll(/[A-Za-z_]\w*/g))
      for (const name of [word, ...word.split("__"), word.replace(/^_+/, "")])
        for (const candidate of byName.get(name) ?? [])
          if (!isDeclaration(candidate, path, syntax.text, index)) found.add(candidate);
  return found;
}

/** Whether a place is that of the field, with its name before it, or of one of the indexes of its model. */
function isDeclaration({ model, field }: Candidate, path: string, text: string, at: number): boolean {
  if (path !== field.span.file && path !== model.span.file) return false;
  const start = text.lastIndexOf("\n", field.span.offset) + 1;
  if (path === field.span.file && at >= start && at < field.span.end) return true;
  return model.indexes.some(({ span }) => span.file === path && at >= span.offset && at < span.end);
}

function tell({ model, field, span }: Candidate): Hit {
  return {
    span,
    about: `${model.id}.${field.name} index`,
    message: `the index on ${model.name}.${field.name} serves no query of this project: nothing names the column but the model, and each write keeps the index`,
    mend: "take the index out, with a migration, once the database's own count of its uses says that nobody else asks by it",
    path: [{ message: `${model.name}.${field.name} is declared`, span: field.span }],
  };
}
