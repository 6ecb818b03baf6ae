import { splitWords } from "#base";
import type { Contract, Operation } from "#contract";
import type { Assumption, Entity, Field } from "./domain.ts";
import type { Evidence } from "./evidence.ts";
import { evidence, step } from "./evidence.ts";
import type { Resource } from "./resources.ts";
import { givenProperties, propertySchema } from "./schemas.ts";
import type { DomainSettings } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";

/** The field by which a new row is found to be there already. */
export interface UniqueName {
  readonly field: string;
  readonly evidence: Evidence;
}

const duplicates =
  /\balready (?:exists?|there|taken|in use|used|registered)\b|\b(?:exists?|taken|in use|used|registered) already\b|\bduplicates?\b|\bnot unique\b|\bmust be unique\b/i;

/** What rows are commonly told apart by, where people give it. */
const names: ReadonlySet<string> = new Set(
  "name title label code sku number slug handle key isbn".split(" "),
);

/** Where making a row that is there already is documented as a conflict: the field that the words name, else its name. */
export function findUniqueName(contract: Contract, resource: Resource): UniqueName | undefined {
  for (const { shape, schema, creates } of resource.inputs) {
    const says = creates && !resource.shapes.some(isKeyed(shape)) ? conflictText(shape.operation) : undefined;
    if (says === undefined) continue;
    const texts = givenProperties(contract, schema).filter(({ required, schema: node }) => {
      const { types, format, enum: choices } = propertySchema(contract, node);
      const isText = types.length === 1 && types.includes("string") && choices === undefined;
      return required && isText && (format === undefined || format === "email");
    });
    const words = new Set(splitWords(says));
    const told = texts.filter(({ name }) => splitWords(name).every((word) => words.has(word)));
    const named = told.length > 0 ? told : texts.filter(({ name }) => names.has(name.toLowerCase()));
    const [only, ...others] = named;
    if (!only || others.length > 0) continue;
    return {
      field: only.name,
      evidence: evidence(
        `${only.name} tells ${resource.name} rows apart`,
        step(`409: "${says}"`, shape.operation.span),
        step(only.name, only.span),
      ),
    };
  }
  return undefined;
}

/** Whether the body of a new row gives the key by which paths select it: then that is what is there already. */
function isKeyed({ body }: OperationShape) {
  return ({ place }: OperationShape): boolean =>
    place.kind === "item" &&
    body?.schema.properties.some(({ name, required }) => required && name === place.parameter) === true;
}

function conflictText({ responses }: Operation): string | undefined {
  const text = responses.find(({ status }) => status === "409")?.description.split(/[.\n]/)[0];
  return text !== undefined && duplicates.test(text) ? text : undefined;
}

/** The owner's word on it, else what was found. */
export function settledName(
  { unique = {} }: DomainSettings,
  entity: string,
  found: UniqueName | undefined,
): string | undefined {
  const chosen = Object.hasOwn(unique, entity) ? unique[entity] : undefined;
  return found && chosen !== "nothing" ? (chosen ?? found.field) : undefined;
}

/** What was assumed of rows that are refused because they are there already. */
export function uniqueAssumptions(
  entities: readonly Entity[],
  settings: DomainSettings,
): readonly Omit<Assumption, "id">[] {
  return entities.flatMap(({ name, uniqueName, fields }) => {
    const [first] = uniqueName?.evidence.because ?? [];
    if (!uniqueName || !first) return [];
    const chosen = settledName(settings, name, uniqueName) ?? "nothing";
    return [
      {
        text:
          chosen === "nothing"
            ? `any number of ${name} rows may be alike`
            : `a ${name} whose ${chosen} another one has is refused as a conflict`,
        span: first.span,
        setting: `domain.unique.${name}`,
        choices: [
          ...new Set([uniqueName.field, ...fields.filter(isText).map((field) => field.name), "nothing"]),
        ],
        chosen,
      },
    ];
  });
}

function isText({ meaning, optional }: Field): boolean {
  return meaning.kind === "scalar" && meaning.type === "string" && !optional;
}
