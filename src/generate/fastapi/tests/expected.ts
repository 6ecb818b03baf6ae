import { type Entity, type Field, type FieldMeaning, fieldOf } from "#domain";
import { commaList, type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../tables.ts";
import { accountAttributes, accountKey } from "./api-support.ts";
import { expectPlace, expectSum, type Given } from "./derived-values.ts";
import { isAccount, type Kit, shownFieldsOf } from "./kit.ts";
import { shapeOf, shownShape } from "./value-samples.ts";
import { isMail, keptValues } from "./values.ts";

/** The moment at which the clock of `set_clock` stands when a test begins, as answers write it. */
export const firstMoment = "2026-01-02T03:04:05.678Z";

export interface Expectation {
  /** A dict of what an answer shows of a new row. */
  readonly row: Py;
  /** Fields whose value a test cannot know beforehand. */
  readonly unknown: readonly Field[];
  /** Whether the clock has to stand still. */
  readonly timed: boolean;
}

/** What a test knows of a new row beside the values that it gave. */
export interface Beside {
  /** The variable of the account that made it. */
  readonly owner?: Py | undefined;
  /** The relation in which the caller is to that account. */
  readonly relation?: string | undefined;
  /** Keys of rows that it names, by field. */
  readonly named?: ReadonlyMap<string, Py>;
}

/** What is shown of a new row that was made from given values, to a caller who is at most in one relation to its owner. */
export function expectRow(
  kit: Kit,
  entity: Entity,
  representation: string | undefined,
  given: Given,
  { owner, relation, named }: Beside = {},
): Expectation {
  const shown = shownFieldsOf(kit, representation).filter((field) => !isHidden(field));
  const values = shown.map((field) => ({
    field,
    value: named?.get(field.name) ?? expectField(kit, entity, field, { given, owner, relation, named }),
  }));
  const known = values.flatMap(({ field, value }) =>
    value && value !== "absent" ? [py`${str(field.name)}: ${value}`] : [],
  );
  return {
    row: py`{${commaList(known)}}`,
    unknown: values.filter(({ value }) => !value).map(({ field }) => field),
    timed: shown.some(({ meaning }) => meaning.kind === "created-at" || meaning.kind === "updated-at"),
  };
}

/** Whether answers show nothing of a password: where they must, it is stars. */
function isHidden({ meaning }: Field): boolean {
  return meaning.kind === "password" && meaning.shownAs === undefined;
}

interface Known {
  readonly given: Given;
  readonly owner: Py | undefined;
  readonly relation: string | undefined;
  readonly named: Beside["named"];
}

function expectField(
  kit: Kit,
  entity: Entity,
  field: Field,
  { given, owner, relation, named }: Known,
): Py | "absent" | undefined {
  const { meaning } = field;
  const value = given.get(field.name);
  switch (meaning.kind) {
    case "constant":
      return literal(meaning.value);
    case "values":
    case "objects":
    case "json":
    case "scalar":
    case "enum": {
      if (value === undefined) return isLeftOut(field) ? "absent" : defaultOf(field);
      const shownAs = shownValue(kit, entity, field, value);
      return shownAs === undefined ? undefined : literal(shownAs);
    }
    case "slug": {
      const source = given.get(meaning.of);
      return typeof source === "string" ? str(slugOf(source)) : undefined;
    }
    case "message":
      return str(messageOf(meaning, given));
    case "file-address":
      return field.missing === "null" ? py`None` : field.missing === "absent" ? "absent" : undefined;
    case "created-at":
      return str(meaning.day ? firstMoment.slice(0, 10) : firstMoment);
    case "updated-at":
      return str(firstMoment);
    case "signed-in-at":
      return noneOf(field);
    case "caller-flag":
      return py`False`;
    case "count":
      return py`0`;
    case "reference":
      if (meaning.by !== undefined) return named?.has(meaning.by) ? undefined : noneOf(field);
      return isAccount(kit, meaning.entity) && owner
        ? expectAccount(kit, meaning.representation, owner, { relation })
        : undefined;
    case "password":
      return meaning.shownAs === undefined ? undefined : str(meaning.shownAs);
    case "owner-key":
      return ownerKey(kit, owner);
    case "also":
    case "children":
    case "total":
    case "tree":
      return expectDerived(kit, entity, meaning, { given, owner, relation, named });
    default:
      // What it is hangs on other rows, or is made by chance.
      return undefined;
  }
}

function ownerKey({ account }: Kit, owner: Py | undefined): Py | undefined {
  const key = account && owner && accountKey(account);
  return key === undefined || !owner ? undefined : py`${owner}.${name(key)}`;
}

/** What follows from what is given, or from where a row stands. */
function expectDerived(
  kit: Kit,
  entity: Entity,
  meaning: Extract<FieldMeaning, { readonly kind: "also" | "children" | "total" | "tree" }>,
  known: Known,
): Py | "absent" | undefined {
  if (meaning.kind === "children") return py`[]`;
  if (meaning.kind === "tree") return expectPlace(meaning.tells);
  if (meaning.kind === "total") return expectSum(meaning, known.given);
  const kept = fieldOf(entity, meaning.of);
  return kept && (known.named?.get(kept.name) ?? expectField(kit, entity, kept, known));
}

/** How it is shown that there is no row; one that there must be is made somewhere else. */
function noneOf({ missing }: Field): Py | "absent" | undefined {
  if (missing === "never") return undefined;
  return missing === "null" ? py`None` : "absent";
}

/** What is told of a row that was made from given values. */
function messageOf({ text, by }: Extract<FieldMeaning, { readonly kind: "message" }>, given: Given): string {
  return by?.texts.find(({ value }) => value === given.get(by.field))?.text ?? text;
}

/** What an answer shows of a value that a body brought; undefined where no test can know it. */
export function shownValue(kit: Kit, entity: Entity, field: Field, value: JsonLike): JsonLike | undefined {
  if (field.meaning.kind === "password") return field.meaning.shownAs;
  if (field.meaning.kind === "values" && Array.isArray(value)) return keptValues(kit, entity, field, value);
  const shape = shapeOf(field);
  if (shape) return shownShape(kit, shape, value);
  return isMail(kit, entity, field) ? String(value).toLowerCase() : value;
}

/** What a row made without the field shows. */
export function defaultOf(field: Field): Py | undefined {
  if (!field.optional) return undefined;
  if (field.default === undefined && ["values", "objects"].includes(field.meaning.kind)) return py`[]`;
  if (field.meaning.kind === "constant") return literal(field.meaning.value);
  if (field.default !== undefined) return literal(field.default);
  return field.missing === "null" ? py`None` : undefined;
}

/** Whether a row made without the field shows nothing of it. */
export function isLeftOut(field: Field): boolean {
  return field.optional && field.default === undefined && field.missing === "absent";
}

const keptKinds: ReadonlySet<string> = new Set(["scalar", "enum", "constant", "values", "objects", "json"]);

/** How an account that was only registered is shown inside other rows. */
export function expectAccount(
  kit: Kit,
  representation: string | undefined,
  holder: Py,
  {
    except,
    relation,
  }: { readonly except?: ReadonlySet<string>; readonly relation?: string | undefined } = {},
): Py | undefined {
  const { account } = kit;
  if (!account) return undefined;
  const known = new Set(accountAttributes(account));
  const entries: Py[] = [];
  for (const field of shownFieldsOf(kit, representation)) {
    if (isHidden(field) || except?.has(field.name)) continue;
    const attribute = attributeName(field.name);
    const value =
      field.meaning.kind === "password"
        ? str(field.meaning.shownAs ?? "")
        : known.has(attribute) && field.meaning.kind !== "token"
          ? py`${holder}.${name(attribute)}`
          : field.meaning.kind === "caller-flag"
            ? literal(field.meaning.relation === relation)
            : field.meaning.kind === "count"
              ? py`0`
              : keptKinds.has(field.meaning.kind)
                ? defaultOf(field)
                : undefined;
    if (isLeftOut(field)) continue;
    if (!value) return undefined;
    entries.push(py`${str(field.name)}: ${value}`);
  }
  return py`{${commaList(entries)}}`;
}

/** The slug that the application makes of a text in ASCII. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

export function fieldsOf(entity: Entity, names: readonly string[]): readonly Field[] {
  return names.flatMap((each) => fieldOf(entity, each) ?? []);
}
