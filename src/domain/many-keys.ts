import { splitWords } from "#base";
import type { BodyShape } from "./behaviour.ts";
import type { Entity } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import { readBounds, scalarType } from "./field-values.ts";
import { fieldOf } from "./fields.ts";
import { namesKeys, readKeyList } from "./key-lists.ts";
import { readValue } from "./lists/parameter-values.ts";
import { queryParameters } from "./lists/parameters.ts";
import { propertySchema } from "./schemas.ts";
import type { OperationShape } from "./shapes.ts";

/** Where an operation on several rows stands: the rows of the path, and the words behind it that say what becomes of them. */
export interface ManyPlace {
  readonly entity: Entity;
  /** `bulk`, `archive`: none where the path ends with the rows. */
  readonly words: readonly string[];
}

/** Words that only say that it is about several. */
const manyWords: ReadonlySet<string> = new Set([
  "all",
  "batch",
  "bulk",
  "many",
  "multiple",
  "multi",
  "mass",
  "selected",
]);

/** At the rows themselves, or at one or two words below them: `/tasks/bulk-archive`, `/tasks/batch/archive`. */
export function readManyPlace({ operation }: OperationShape, draft: Draft): ManyPlace | undefined {
  const { segments } = operation;
  const last = segments.findLastIndex(({ kind }) => kind === "parameter");
  const texts = segments.map((segment) => (segment.kind === "literal" ? segment.text : `{${segment.name}}`));
  for (const end of [texts.length, texts.length - 1, texts.length - 2]) {
    if (end <= last + 1) return undefined;
    const path = `/${texts.slice(0, end).join("/")}`;
    const entity = draft.entities[draft.resources.findIndex(({ collections }) => collections.includes(path))];
    if (entity)
      return entity === accountEntity(draft)
        ? undefined
        : { entity, words: splitWords(texts.slice(end).join(" ")) };
  }
  return undefined;
}

/** What the words say beside that it is about several. */
export function saidOfMany({ words }: ManyPlace): readonly string[] {
  return words.filter((word) => !manyWords.has(word));
}

/** What names rows by their keys: the body, or the query. */
export function readKeys(shape: OperationShape, entity: Entity, draft: Draft): KeysBody | undefined {
  return shape.operation.requestBody
    ? readKeysBody(shape, entity, draft)
    : readKeysQuery(shape, entity, draft);
}

export interface KeysBody {
  readonly byQuery?: true;
  readonly body: BodyShape;
  readonly keysField: string;
}

/** A body that holds keys of rows of the entity and nothing else. */
function readKeysBody(shape: OperationShape, entity: Entity, draft: Draft): KeysBody | undefined {
  const { body } = shape;
  const list = body && readKeyList(draft.contract, body.schema);
  if (!list || body.envelope !== undefined) return undefined;
  const { property, item, bounds } = list;
  const type = scalarType(item);
  if (type !== keyType(entity)) return undefined;
  return {
    keysField: property.name,
    body: {
      ...(body.schema.name !== undefined && { schemaName: body.schema.name }),
      required: body.required,
      fields: [
        {
          field: property.name,
          required: true,
          ...(!property.required && { declaredOptional: true }),
        },
      ],
      own: [
        {
          name: property.name,
          is: "keys",
          of: { type, bounds: readBounds(item) },
          bounds,
          span: property.span,
        },
      ],
      ...(body.schema.additionalProperties === false && { closed: [] }),
      atLeastOne: false,
    },
  };
}

/** One parameter that may come several times: `?ids=1&ids=2`. */
function readKeysQuery(shape: OperationShape, entity: Entity, draft: Draft): KeysBody | undefined {
  const [parameter, ...others] = queryParameters(shape);
  const value = parameter && readValue(parameter, draft);
  if (!value || others.length > 0 || !namesKeys(parameter.name)) return undefined;
  if (value.several !== "repeated" || value.type !== keyType(entity) || value.schema.enum) return undefined;
  const { name, required, span } = parameter;
  const bounds = readBounds(propertySchema(draft.contract, parameter.schema));
  const of = { type: value.type, bounds: readBounds(value.schema) };
  return {
    byQuery: true,
    keysField: name,
    body: {
      required: true,
      fields: [{ field: name, required }],
      own: [{ name, is: "keys", of, bounds, span }],
      atLeastOne: false,
    },
  };
}

function keyType(entity: Entity): string {
  const meaning = fieldOf(entity, entity.identity.field)?.meaning;
  if (meaning === undefined) return "integer";
  return meaning.kind === "identity" || meaning.kind === "scalar" ? meaning.type : "string";
}
