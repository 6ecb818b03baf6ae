import { splitWords } from "#base";
import { type Contract, flattenSchema, type Schema } from "#contract";
import type { Classified, Sighting } from "./missing.ts";
import { elementName, sharesWord } from "./names.ts";
import type { Resource } from "./resources.ts";
import { calledSchema, isObject } from "./schemas.ts";
import { isExcerpt } from "./token-answer.ts";

interface Context {
  readonly contract: Contract;
  readonly resource: Resource;
  readonly resources: readonly Resource[];
}

/**
 * What no body gives and what shows rows that have operations of their own: kept beside another row they would be copies that
 * nothing writes. Undefined where it shows something else.
 */
export function readCopies(context: Context, { property, schema }: Sighting): Classified | undefined {
  const { name } = property;
  const of = shownRows(context, name, schema);
  if (of === undefined) return undefined;
  const row = `the ${name} of a ${context.resource.name}`;
  return {
    meaning: { kind: "json", shape: { kind: "any" } },
    because: `it shows ${of} rows, which are kept elsewhere`,
    unread: schema.items ? `nothing says which ${of} rows are ${row}` : `nothing says which ${of} ${row} is`,
    unkept: true,
  };
}

/** The entity whose rows a property shows: in one of their forms, or with some of what they have, where it is called after them. */
function shownRows({ contract, resources }: Context, name: string, schema: Schema): string | undefined {
  const shown = schema.items ? flattenSchema(contract, schema.items) : schema;
  if (schema.items && isKey(shown)) return resources.find((resource) => isCalledAfter(name, resource))?.name;
  if (!isObject(shown)) return undefined;
  const called = schema.items ? calledSchema(contract, schema.items) : shown.name;
  return resources.find(({ name: entity, answers }) =>
    answers.some(({ schema: whole }) => {
      if (called !== undefined && whole.name === called) return true;
      const isCalled = [elementName(name), called ?? ""].some((each) => sharesWord(each, entity));
      return isCalled && isExcerpt(contract, shown, whole);
    }),
  )?.name;
}

function isKey({ types, format }: Schema): boolean {
  return types.join() === "integer" || (types.join() === "string" && format === "uuid");
}

/** Whether a list of keys says by its name of what they are: `supervised_devices`, `device_ids`. */
function isCalledAfter(name: string, { name: entity }: Resource): boolean {
  const words = splitWords(elementName(name));
  const own = splitWords(entity);
  return words.slice(-own.length).join(" ") === own.join(" ");
}
