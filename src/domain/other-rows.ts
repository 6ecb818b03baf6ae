import { splitWords } from "#base";
import { type Contract, flattenSchema, type Schema } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import { takesRows } from "./changes-row.ts";
import type { Entity } from "./domain.ts";
import { accountEntity, type Draft, entityNamed } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { sameElement, sharesStem, stem } from "./names.ts";
import { isPerson } from "./people.ts";
import type { OperationShape } from "./shapes.ts";
import { isStateWord } from "./state-words.ts";

/** Why rows of a table of their own would not be those that an operation is about. */
export function whyOtherRows(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  const entity = "entity" in behaviour ? entityNamed(draft, behaviour.entity) : undefined;
  if (!entity) return undefined;
  return (
    inOneState(entity, draft) ??
    keyOfAnother(behaviour, entity, draft) ??
    withoutFile(shape, behaviour, entity, draft)
  );
}

/** `PendingOrder`, which is `Order` and more: some rows of another schema, and no rows of their own. */
function inOneState(entity: Entity, { contract, resources, entities }: Draft): string | undefined {
  const answers = resources[entities.indexOf(entity)]?.answers ?? [];
  for (const { schema } of answers) {
    const { name = "" } = schema;
    const words = splitWords(name);
    const whole = [...contract.schemas].find(([other, { kind }]) => {
      const own = splitWords(other);
      return (
        kind === "schema" &&
        own.length === words.length - 1 &&
        sameElement(own.join("_"), words.slice(1).join("_")) &&
        holdsAll(contract, schema, other)
      );
    });
    const [state = ""] = words;
    if (whole && tellsState(contract, whole[0], state))
      return `${name} rows are those ${whole[0]} rows that are ${state}, by their name: what makes them so nothing says`;
  }
  return undefined;
}

/** Whether a schema has all that another has. */
function holdsAll(contract: Contract, { properties }: Schema, other: string): boolean {
  const whole = contract.schemas.get(other);
  const names = new Set(properties.map(({ name }) => name));
  const held = whole ? flattenSchema(contract, whole).properties : [];
  return held.length > 1 && held.every(({ name }) => names.has(name));
}

const stateWords: ReadonlySet<string> = new Set(
  "pending active inactive open closed archived expired approved rejected overdue upcoming past current recent latest top popular deleted blocked available".split(
    " ",
  ),
);

function tellsState(contract: Contract, schema: string, word: string): boolean {
  const whole = contract.schemas.get(schema);
  const properties = whole ? flattenSchema(contract, whole).properties : [];
  const values = properties.flatMap(({ schema: node }) => flattenSchema(contract, node).enum ?? []);
  return (
    stateWords.has(word) ||
    isStateWord(word) ||
    values.some((value) => typeof value === "string" && splitWords(value).map(stem).join() === stem(word))
  );
}

/** A key made here that is called after a person: it is somebody's, and selects what that person and the caller have together. */
function keyOfAnother(behaviour: Behaviour, entity: Entity, draft: Draft): string | undefined {
  const { field } = entity.identity;
  if (!("parameter" in behaviour) || entity === accountEntity(draft)) return undefined;
  if (fieldOf(entity, field)?.meaning.kind !== "identity") return undefined;
  const words = splitWords(field);
  const person = words.find(isPerson);
  return person === undefined || words.length < 2 || sharesStem(person, entity.name)
    ? undefined
    : `${field} names somebody, and not one ${entity.name}: which row is meant nothing says`;
}

/** Rows that stand for files which another operation would keep: without that there is nothing to take away. */
function withoutFile(
  { place }: OperationShape,
  behaviour: Behaviour,
  entity: Entity,
  { contract, resources, entities }: Draft,
): string | undefined {
  if (!takesRows(behaviour)) return undefined;
  const makes = resources[entities.indexOf(entity)]?.inputs.some(({ creates }) => creates);
  const root = place.collection.split("/{")[0] ?? "";
  const upload = contract.operations.find(
    ({ path, method, requestBody }) =>
      (path === root || path.startsWith(`${root}/`)) &&
      (method === "post" || method === "put") &&
      requestBody?.content.some(({ type }) =>
        /^(?:multipart\/|application\/octet-stream|image\/|\*\/\*)/.test(type),
      ),
  );
  return makes || !upload
    ? undefined
    : `what it takes away is a file that ${upload.id} would keep, which is not derived`;
}
