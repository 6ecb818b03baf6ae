import type { Entity } from "#domain";
import { importedModule, type Py, py, str } from "#python";
import type { Blueprint, ModuleBlueprint } from "../blueprint.ts";
import { entityNamed } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { slugLength } from "../tables.ts";
import { pythonFile } from "./names.ts";

/** `app/<module>/slugs.py`, where rows have a readable identity made from another field. */
export function emitSlugs(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  const entity = module.tables
    .flatMap(({ origin }) => (origin.kind === "entity" ? [entityNamed(blueprint, origin.entity)] : []))
    .find(({ fields }) => fields.some(({ meaning }) => meaning.kind === "slug"));
  if (!entity) return [];
  return [pythonFile(`app/${module.name}/slugs.py`, body(reservedWords(blueprint, entity)))];
}

/** Literals that stand on paths where a slug could stand: a row by that name could not be reached. */
function reservedWords(blueprint: Blueprint, entity: Entity): readonly string[] {
  const { operations } = blueprint.contract;
  const collections = new Set(
    blueprint.domain.operations.flatMap(({ behaviour, path }) =>
      "parameter" in behaviour &&
      behaviour.entity === entity.name &&
      behaviour.parameter === entity.identity.parameter
        ? [path.slice(0, path.indexOf(`{${behaviour.parameter}}`))]
        : [],
    ),
  );
  const literals = operations.flatMap(({ path }) =>
    [...collections].flatMap((collection) =>
      path.startsWith(collection) ? [path.slice(collection.length).split("/")[0] ?? ""] : [],
    ),
  );
  return [...new Set(literals.filter((word) => word !== "" && !word.startsWith("{")))].toSorted();
}

function body(reserved: readonly string[]): readonly Py[] {
  const re = importedModule("re");
  const secrets = importedModule("secrets");
  const unicodedata = importedModule("unicodedata");
  return [
    py`
      MAX_LENGTH = ${slugLength}
      ATTEMPTS = 5
      ${
        reserved.length > 0 &&
        py`
        # Paths that stand where a slug could.
        RESERVED = frozenset({${reserved.map((word) => str(word))}})`
      }`,
    py`
      def slugify(text: str) -> str:
          """Make a slug of the letters and digits that ASCII has a form of, or a random one."""
          ascii_text = ${unicodedata}.normalize("NFKD", text).encode("ascii", "ignore").decode()
          slug = ${re}.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:MAX_LENGTH].rstrip("-")
          ${
            reserved.length > 0 &&
            py`
            if slug in RESERVED:
                return with_suffix(slug)`
          }
          return slug or ${secrets}.token_hex(8)`,
    py`
      def with_suffix(slug: str) -> str:
          suffix = f"-{${secrets}.token_hex(4)}"
          return slug[: MAX_LENGTH - len(suffix)].rstrip("-") + suffix`,
  ];
}
