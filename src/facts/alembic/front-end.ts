import type { FrontEnd } from "../front-end.ts";
import type { MigrationFact, MigrationOperationFact } from "../migration.ts";
import { spanOf } from "../places.ts";
import { findDifferences } from "./differences.ts";
import { linkRevisions } from "./lines.ts";
import { readRevisions } from "./read-revisions.ts";
import type { Revision, Step } from "./revision.ts";

export const alembic: FrontEnd = {
  framework: "alembic",
  read: (reading) => {
    const revisions = readRevisions(reading);
    if (revisions.length === 0) return {};
    const { ordered, heads } = linkRevisions(revisions);
    const filling = new Set(revisions.filter(namesMysql).map(({ folder }) => folder));
    return {
      migrations: ordered.map((revision) =>
        asFact(revision, heads.has(revision), filling.has(revision.folder)),
      ),
      modelDifferences: findDifferences(reading, ordered),
    };
  },
};

/** MySQL and MariaDB give rows that are there a zero or an empty text where a new column may not be null: code that asks for them, or is written for them. */
function namesMysql({ module }: Revision): boolean {
  return /\bdialects\b[^\n]*\bmysql\b|["'](?:mysql|mariadb)["']|\bis_(?:mysql|mariadb)\(/.test(
    module.syntax.text,
  );
}

function asFact(revision: Revision, isLeaf: boolean, isFilled: boolean): MigrationFact {
  const { id, folder, span, down, upgrade, downgrade, back, hidden, isLinked, isLabelled } = revision;
  return {
    id,
    framework: "alembic",
    app: folder,
    name: id,
    span,
    after: down,
    isLeaf,
    isReplaced: false,
    operations: upgrade.map((step) => operationFact(step, isFilled)),
    reverse: downgrade.map((step) => operationFact(step, isFilled)),
    back,
    isLabelled,
    isPartial: hidden.length > 0 || !isLinked,
  };
}

function operationFact(
  { kind, table, columns, name, module, call, isConditional }: Step,
  isFilled: boolean,
): MigrationOperationFact {
  const [column] = columns;
  const text = kind === "execute" ? name : undefined;
  return {
    kind,
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column: column.name }),
    ...(text === undefined ? {} : { text }),
    ...(kind === "alter_column" && name !== undefined ? { renamedTo: name } : {}),
    ...(isConditional ? { isConditional } : {}),
    ...(kind === "add_column" && column !== undefined
      ? { added: { required: column.isRequired, filled: isFilled || column.isFilled, unique: false } }
      : {}),
    span: spanOf(module, call),
  };
}
