import type { Finding, Fix } from "#base";
import { mendFiles, type RuleChoice } from "#rules";
import { type ApplyResult, declaredEncoding, type Workspace } from "#workspace";
import { type Review, reviewProject } from "./review.ts";

/** How often what was mended is looked at again: a fix may make room for another. */
const mostRounds = 8;

export interface Mended {
  /** All texts as they are to be. */
  readonly texts: ReadonlyMap<string, string>;
  readonly mended: readonly Finding[];
  readonly review: Review;
}

/** Mends what may be mended, again and again until nothing is left of it; nothing is written yet. */
export function mendAll(
  texts: ReadonlyMap<string, string>,
  first: Review,
  choices: readonly RuleChoice[],
  options: {
    readonly unsafe: boolean;
    readonly isShown: (finding: Finding) => boolean;
    readonly today?: string;
  },
): Mended {
  const allows = ({ safety }: Fix): boolean => safety === "safe" || options.unsafe;
  // What is written is UTF-8, and a file that says that it is something else would lie from then on.
  const mayWrite = ({ fix }: Finding): boolean =>
    (fix?.edits ?? []).every(({ span }) => declaredEncoding(texts.get(span.file) ?? "") === undefined);
  const mended: Finding[] = [];
  let [now, review] = [texts, first];
  for (let round = 0; round < mostRounds; round += 1) {
    const made = mendFiles(
      now,
      review.findings.filter((each) => options.isShown(each) && mayWrite(each)),
      allows,
    );
    if (made.texts.size === 0) break;
    mended.push(...made.mended);
    now = new Map([...now].map(([path, text]) => [path, made.texts.get(path) ?? text]));
    review = reviewProject(now, choices, options.today);
  }
  return { texts: now, mended, review };
}

/** Writes the files that are other than they were read, all or none, and none where somebody else changed one in between. */
export async function writeMended(
  workspace: Workspace,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<ApplyResult> {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text);
  if (changed.length === 0) return { ok: true };
  const lock = await workspace.lock({ purpose: "check --fix" });
  if (!lock.ok) return { ok: false, reason: lock.reason, message: lock.message };
  try {
    for (const [path] of changed) {
      const reading = workspace.readUntrusted(path, ["."]);
      if (!reading.ok || reading.text !== before.get(path))
        return { ok: false, reason: "io", message: `${path} was changed meanwhile: nothing was written` };
    }
    return workspace.apply(changed.map(([path, text]) => ({ kind: "write", path, text })));
  } finally {
    lock.release();
  }
}
