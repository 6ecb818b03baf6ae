import type { ModelDifferenceFact } from "../../migration.ts";
import { spanOf } from "../../places.ts";
import type { History } from "./history.ts";
import { isMigrationFile } from "./migration-folders.ts";
import type { ModelState } from "./model-state.ts";
import { isTrueValue } from "./plain.ts";

/** Models that migrations still have and no class of the project is any more, as far as nothing else can have made them. */
export function findRemovedModels(history: History): readonly ModelDifferenceFact[] {
  const { state, models, folders } = history;
  const left = [...state.models].filter(
    ([key, { app, options }]) =>
      !models.has(key) && folders.has(app) && !state.lost.has(app) && !isUnmanaged(options),
  );
  if (left.length === 0) return [];
  const words = wordsOfModels(history);
  return left.flatMap(([, model]) => {
    const isOpen = [...models.values()].some((all) =>
      all.some(({ app, isOpen: adds }) => app === model.app && adds),
    );
    // Histories and translations are models that packages make of others.
    return isOpen || words.has(model.name) ? [] : asFact(model);
  });
}

function isUnmanaged(options: ModelState["options"]): boolean {
  return options.has("managed") && !isTrueValue(options.get("managed"));
}

/** Every word of the project beyond its migrations: a class that is made in some other way is named somewhere. */
function wordsOfModels({ reader, migrationFolders }: History): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [path, { syntax }] of reader.project.modules) {
    if (isMigrationFile(migrationFolders, path)) continue;
    for (const word of syntax.text.match(/\b[A-Z]\w*/g) ?? []) words.add(word);
  }
  return words;
}

function asFact({ app, name, spots }: ModelState): readonly ModelDifferenceFact[] {
  const spot = spots.get("");
  if (spot === undefined) return [];
  const span = spanOf(spot.module, spot);
  return [
    {
      framework: "django",
      app,
      model: name,
      subject: "model",
      name,
      change: "removed",
      details: [],
      isOfTable: true,
      span,
    },
  ];
}
