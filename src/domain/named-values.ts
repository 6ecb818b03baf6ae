import { singular, splitWords } from "#base";
import type { Entity, Field, FieldMeaning } from "./domain.ts";
import { sameName } from "./names.ts";
import { namedEntity } from "./references.ts";
import type { Resource } from "./resources.ts";
import { endsWith } from "./sums.ts";

/** The row that a new one must name by a key. */
interface Named {
  readonly by: string;
  readonly target: Entity;
}

/**
 * Entities with what their rows show of others that they must name, flattened into themselves (`piece_title`, beside a
 * `piece_id`), and with the moments at which what they name is over, where words say so.
 */
export function withNamedValues(
  entities: readonly Entity[],
  resources: readonly Resource[],
): readonly Entity[] {
  return entities.map((entity, index) => {
    const resource = resources[index];
    const making = resource?.inputs.filter(({ creates }) => creates) ?? [];
    if (!resource || making.length === 0 || entity.kinds) return entity;
    const given = new Set(resource.inputs.flatMap(({ schema }) => schema.properties.map(({ name }) => name)));
    const named = entity.fields.flatMap((field): readonly Named[] => {
      const isNeeded = making.every(({ schema }) =>
        schema.properties.some(({ name, required }) => name === field.name && required),
      );
      const target = isNeeded ? namedEntity(field, entity, entities) : undefined;
      return target && target !== entity && !target.kinds ? [{ by: field.name, target }] : [];
    });
    const text = making.map(({ shape }) => shape.operation.description).join("\n");
    const fields = entity.fields.map((field): Field => {
      if (given.has(field.name)) return field;
      const meaning = ofNamed(field, named) ?? endOf(field, entity, named, { given, text });
      return meaning ? computed(field, meaning) : field;
    });
    return { ...entity, fields: fields.map((field) => follow(field, fields)) };
  });
}

function computed({ unfilled: _, default: __, ...field }: Field, meaning: FieldMeaning): Field {
  return { ...field, meaning, nullable: false, missing: "never" };
}

/** What is shown under another name is what the field itself is. */
function follow(field: Field, fields: readonly Field[]): Field {
  const { meaning } = field;
  const kept = meaning.kind === "also" ? fields.find(({ name }) => name === meaning.of) : undefined;
  return kept && meaning.kind === "also" && kept.meaning !== meaning.meaning
    ? { ...field, meaning: { ...meaning, meaning: kept.meaning } }
    : field;
}

const shownTypes: ReadonlySet<string> = new Set(["string", "integer", "number", "boolean"]);

/** A field of the row that is named, called after both. */
function ofNamed({ name, meaning, nullable }: Field, named: readonly Named[]): FieldMeaning | undefined {
  if (meaning.kind !== "scalar" || nullable || !shownTypes.has(meaning.type)) return undefined;
  const found = named.flatMap(({ by, target }) => {
    const called = [target.name, by.replace(/[_-]?(?:id|uuid|Id|Uuid)$/, "")];
    return target.fields
      .filter((field) => called.some((prefix) => sameName(`${prefix}_${field.name}`, name)))
      .filter(
        (field) => isThere(field) && field.meaning.kind === "scalar" && field.meaning.type === meaning.type,
      )
      .map((field) => ({ by, entity: target.name, field: field.name }));
  });
  const [only, ...others] = found;
  return only && others.length === 0 ? { kind: "of-named", ...only, type: meaning.type } : undefined;
}

function isThere({ nullable, missing }: Field): boolean {
  return !nullable && missing === "never";
}

const units = ["minutes", "hours", "seconds", "days"] as const;
const workText = /\b(?:is|are) (?:automatically )?(?:calculated|computed|determined|derived)\b/i;
const durationText = /\b(?:duration|length|running time|runtime)\b/i;

/** When what is named is over: so long after the given start as the row that is named takes. */
function endOf(
  { name, meaning, nullable }: Field,
  { fields }: Entity,
  named: readonly Named[],
  { given, text }: { readonly given: ReadonlySet<string>; readonly text: string },
): FieldMeaning | undefined {
  if (meaning.kind !== "scalar" || meaning.type !== "date-time" || nullable) return undefined;
  const words = splitWords(name);
  if (!words.includes("end") && !words.includes("ends")) return undefined;
  const isSaid = text.split(/[.\n;]+/).some((sentence) => {
    const found = workText.exec(sentence);
    return (
      found &&
      durationText.test(sentence.slice(found.index)) &&
      endsWith(sentence.slice(0, found.index), name)
    );
  });
  const starting = words
    .map((word) => (word === "end" ? "start" : word === "ends" ? "starts" : word))
    .join(" ");
  const start = fields.find(
    (field) => given.has(field.name) && isThere(field) && splitWords(field.name).join(" ") === starting,
  );
  const long = named.flatMap(({ by, target }) =>
    target.fields.flatMap((field) => {
      const unit = unitOf(field);
      return unit && isThere(field) ? [{ by, entity: target.name, field: field.name, unit }] : [];
    }),
  );
  const [only, ...others] = long;
  if (!isSaid || !only || others.length > 0 || start?.meaning.kind !== "scalar") return undefined;
  return start.meaning.type === "date-time" ? { kind: "ends-after", start: start.name, ...only } : undefined;
}

/** In what a duration is counted, by its name. */
function unitOf({ name, meaning }: Field): (typeof units)[number] | undefined {
  const words = splitWords(name);
  const isLong = words.includes("duration") || words.includes("length") || words.includes("runtime");
  if (!isLong || meaning.kind !== "scalar" || meaning.type !== "integer") return undefined;
  return units.find((unit) => words.some((word) => word === unit || word === singular(unit)));
}
