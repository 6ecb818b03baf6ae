import { type BodyShape, type Entity, type Field, givenField } from "#domain";
import { columns, imported, lines, type Py, py, pythonModule, str } from "#python";
import type { Blueprint, RepresentationBlueprint } from "../blueprint.ts";
import { representationNamed, tableOf } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName, type Table } from "../tables.ts";
import { tokenAnswerOf } from "../token-answers.ts";

/** Packages of a generated project. */
export const firstParty = ["app", "tests", "migrations"] as const;

/** A module of the project at its path: what it takes from itself needs no import. */
export function pythonFile(path: string, body: readonly Py[]): GeneratedFile {
  const self = path.replace(/\.py$/, "").replaceAll("/", ".");
  return { path, text: pythonModule({ body, firstParty, self }) };
}

/** The model class of an entity, imported. */
export function model(blueprint: Blueprint, entityName: string): Py {
  return tableClass(tableOf(blueprint, entityName));
}

export function tableClass(table: Table): Py {
  return imported(`app.${table.module}.models`, table.className);
}

export function schemaClass(module: string, className: string): Py {
  return imported(`app.${module}.schemas`, className);
}

export function representationClass(blueprint: Blueprint, name: string): Py {
  const found = representationNamed(blueprint, name);
  return schemaClass(found.module, found.className);
}

/** What pydantic's `to_camel` makes of a Python name: the aliases of all models are made by it. */
export function pydanticCamel(attribute: string): string {
  const titled = attribute
    .toLowerCase()
    .replace(/(^|[^\p{L}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
  const pascal = titled.replace(/([0-9A-Za-z])_(?=[0-9A-Z])/g, "$1");
  return pascal.replace(/^([A-Z]+[a-z]*|_*[A-Z])/, (start) => start.charAt(0).toLowerCase() + start.slice(1));
}

/** Whether every name of the API is the camel-case form of its Python name, and some differ from it. */
export function usesCamelCase(blueprint: Blueprint): boolean {
  const known = camelCase.get(blueprint);
  if (known !== undefined) return known;
  const found = allNames(blueprint).some(
    (name) => attributeName(name) !== name && pydanticCamel(attributeName(name)) === name,
  );
  camelCase.set(blueprint, found);
  return found;
}

// Asked for at every field of every schema.
const camelCase = new WeakMap<Blueprint, boolean>();

function allNames(blueprint: Blueprint): readonly string[] {
  const { entities, values } = blueprint.domain;
  return [...entities, ...values].flatMap(({ fields }) => fields.map(({ name }) => name));
}

/** The alias that a name needs beside what the models' generator makes of it. */
export function aliasOf(blueprint: Blueprint, contractName: string): string | undefined {
  const attribute = attributeName(contractName);
  const made = usesCamelCase(blueprint) ? pydanticCamel(attribute) : attribute;
  return made === contractName ? undefined : contractName;
}

/** Whether some name of the API is not the name of its Python attribute. */
export function usesAliases(blueprint: Blueprint): boolean {
  const tokens = blueprint.domain.operations.flatMap(({ behaviour }) =>
    (tokenAnswerOf(behaviour)?.fields ?? []).map(({ name }) => name),
  );
  return [...allNames(blueprint), ...tokens].some((name) => attributeName(name) !== name);
}

/** Whether rows of an entity show something that depends on the caller, in themselves or in what they embed. */
export function dependsOnViewer(blueprint: Blueprint, entity: Entity): boolean {
  return entity.fields.some((field) => {
    if (field.meaning.kind === "caller-flag") return true;
    if (field.meaning.kind !== "reference") return false;
    return representationFields(blueprint, field.meaning.representation).some(
      ({ meaning }) => meaning.kind === "caller-flag",
    );
  });
}

/** The fields that a form of an entity shows. */
export function representationFields(blueprint: Blueprint, name: string): readonly Field[] {
  return shownFields(representationNamed(blueprint, name));
}

export function shownFields({ entity, representation }: RepresentationBlueprint): readonly Field[] {
  return representation.fields.flatMap(({ field: name }) =>
    entity.fields.filter((field) => field.name === name),
  );
}

/** The fields of a body, each with what it is in the domain. */
export function bodyFields(entity: Entity, body: BodyShape): readonly Field[] {
  return body.fields.flatMap(({ field: name }) => givenField(entity, body, name) ?? []);
}

/** The fields of a body that rows keep. */
export function keptFields(entity: Entity, body: BodyShape): readonly Field[] {
  const unkept = new Set(
    body.own?.flatMap(({ name, is }) => (is === "unchecked" || is === "grant" ? [name] : [])),
  );
  return bodyFields(entity, body).filter(
    ({ name, meaning }) => meaning.kind !== "constant" && !unkept.has(name),
  );
}

export function hasAccess(blueprint: Blueprint, ...kinds: readonly string[]): boolean {
  return blueprint.domain.operations.some(({ access }) => kinds.includes(access));
}

const stringWidth = 72;

/** A text as a string literal; one that is too long for a line so far from its edge in several, which Python joins. */
export function longString(text: string, indent = 12, width = stringWidth): Py {
  const pieces = piecesOf(text, width);
  if (pieces.length < 2 || columns(text) <= width + 12 - indent) return str(text);
  return py`
    (
        ${lines(pieces.map((piece) => str(piece)))}
    )`;
}

/** Pieces of a text of so many characters at most, and no wider than the room, with the space after which they end. */
function piecesOf(text: string, most: number, room = most): readonly string[] {
  const pieces = text.match(new RegExp(`[^]{1,${most}}(?:(?<=\\s)|$)|[^]{1,${most}}`, "gu")) ?? [];
  // Some characters take two columns.
  return pieces.flatMap((piece) =>
    columns(piece) <= room ? [piece] : piecesOf(piece, Math.floor((most * room) / columns(piece)), room),
  );
}
