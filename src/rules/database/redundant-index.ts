import type { Span } from "#base";
import type { ModelFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";

/** An index that another one of the same table can stand in for: every write keeps both, no query needs it. */
export const redundantIndex: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: ({ facts, project }) =>
    facts.models
      .filter(({ abstract }) => !abstract)
      .flatMap((model) => findInModel(model, project.modules.get(model.span.file)?.syntax.text ?? "")),
};

interface Index {
  readonly fields: readonly string[];
  /** Whether it also keeps rows apart: then it is needed whatever else there is. */
  readonly unique: boolean;
  readonly span: Span;
}

function findInModel(model: ModelFact, source: string): readonly Hit[] {
  const indexes = ownIndexes(model);
  return indexes.flatMap((index, place): readonly Hit[] => {
    const cover = indexes.find((other, at) => at !== place && covers(other, index) && !covers(index, other));
    const twin = indexes.find((other, at) => at < place && covers(other, index) && covers(index, other));
    const better = cover ?? twin;
    if (index.unique || better === undefined) return [];
    const [less, more] = [index, better].map(({ fields }) => fields.join(", "));
    return [
      {
        span: index.span,
        message:
          less === more
            ? `there are two indexes on ${less}: each write keeps both, and queries need one`
            : `the index on ${less} is the leading part of the one on ${more}: each write keeps both, and queries need one`,
        mend: isWritten(index, source)
          ? "take this index out, with a migration"
          : "this type of field makes an index of its own: say `db_index=False`, with a migration",
        path: [{ message: `${better.unique ? "unique" : "index"} on ${more}`, span: better.span }],
      },
    ];
  });
}

/** Whether an index is asked for where it stands; else the type of the column brings it. */
function isWritten({ span: { offset, end } }: Index, source: string): boolean {
  return /index/i.test(source.slice(offset, end));
}

/** Whether all that one index finds is found by the other as well. Of two alike, the unique one covers the other. */
function covers(more: Index, less: Index): boolean {
  const isLeading =
    less.fields.length <= more.fields.length && less.fields.every((field, at) => more.fields[at] === field);
  return isLeading && (more.unique || !less.unique || more.fields.length > less.fields.length);
}

/**
 * The ordinary indexes that stand in the class itself: what a base hands on is needed by others. A foreign key's own is made by the
 * framework, and telling it not to is a matter of taste.
 */
function ownIndexes({ fields, indexes, span: name }: ModelFact): readonly Index[] {
  const single = fields
    .filter(({ indexed, unique, primaryKey, relation }) => (indexed || unique || primaryKey) && !relation)
    .map(
      (field): Index => ({
        fields: [field.name],
        unique: field.unique || field.primaryKey,
        span: field.span,
      }),
    );
  const declared = indexes.filter(({ partial, plain }) => plain && !partial);
  return [...single, ...declared].filter(({ span }) => span.file === name.file && span.offset > name.offset);
}
