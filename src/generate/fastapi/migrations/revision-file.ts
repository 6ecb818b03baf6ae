import { docstring, imported, literal, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import { description } from "../description.ts";
import type { GeneratedFile } from "../file.ts";

export interface Revision {
  /** What it does, as a sentence. */
  readonly title: string;
  readonly revision: string;
  /** The revision that it comes after. */
  readonly after?: string;
  /** The end of its file's name. */
  readonly slug: string;
  readonly upgrade: readonly Py[];
  readonly downgrade: readonly Py[];
  /** Functions that both use. */
  readonly shared?: readonly Py[];
}

export const versionsFolder = description.migrations.folder;

/** `migrations/versions/0002_add_year_to_books.py`. */
export function printRevision({
  title,
  revision,
  after,
  slug,
  upgrade,
  downgrade,
  shared = [],
}: Revision): GeneratedFile {
  const sequence = imported("collections.abc", "Sequence");
  const revisions = py`
    revision: str = ${str(revision)}
    down_revision: str | ${sequence}[str] | None = ${literal(after ?? null)}
    branch_labels: str | ${sequence}[str] | None = None
    depends_on: str | ${sequence}[str] | None = None
  `;
  const file = pythonFile(`${versionsFolder}/${revision}_${slug}.py`, [
    revisions,
    ...shared,
    direction("upgrade", upgrade),
    direction("downgrade", downgrade),
  ]);
  const head = docstring(
    `${title}\n\nRevision ID: ${revision}\nRevises:${after === undefined ? "" : ` ${after}`}`,
    100,
  );
  return { ...file, text: `${head.text}\n\n${file.text}` };
}

function direction(name: "upgrade" | "downgrade", steps: readonly Py[]): Py {
  const body = steps.length === 0 ? py`pass` : steps;
  return name === "upgrade"
    ? py`
        def upgrade() -> None:
            ${body}
      `
    : py`
        def downgrade() -> None:
            ${body}
      `;
}
