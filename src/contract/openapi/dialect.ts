/** What languages of schemas spell differently. */
export interface Dialect {
  /** For messages: `OpenAPI 3.1`. */
  readonly label: string;
  /** Whether keywords beside a `$ref` count. */
  readonly readsSiblings: boolean;
  /** Whether `true` and `false` are schemas, and several types may be listed. */
  readonly isNewer: boolean;
  /** Whether `nullable: true` allows null. */
  readonly hasNullable: boolean;
  /** Whether `exclusiveMinimum: true` stands beside the limit, and is not the limit itself. */
  readonly flagsLimits: boolean;
  /** Whether `discriminator` is the name of a property, and no map. */
  readonly namesDiscriminator: boolean;
  /** Whether `items` may be a list, with a schema for each place. */
  readonly listsItems: boolean;
}

/** What OpenAPI 3.0 made of drafts 4 and 5. */
export const olderOpenapi: Dialect = {
  label: "OpenAPI 3.0",
  readsSiblings: false,
  isNewer: false,
  hasNullable: true,
  flagsLimits: true,
  namesDiscriminator: false,
  listsItems: false,
};

/** JSON Schema as it is since 2019-09, and so in OpenAPI 3.1 and later. */
export function newerDialect(label: string): Dialect {
  return {
    label,
    readsSiblings: true,
    isNewer: true,
    hasNullable: false,
    flagsLimits: false,
    namesDiscriminator: false,
    listsItems: false,
  };
}

/** `draft-04` to `2020-12`; what is not known counts as the newest. */
export function draftDialect(draft: string): Dialect {
  const number = /^(?:draft-?0?)?([3-7])$/.exec(draft)?.[1];
  const label = number === undefined ? `JSON Schema ${draft}`.trim() : `JSON Schema draft ${number}`;
  const newer = newerDialect(label);
  if (number === undefined) return { ...newer, listsItems: draft === "2019-09" };
  return { ...newer, readsSiblings: false, flagsLimits: Number(number) < 6, listsItems: true };
}
