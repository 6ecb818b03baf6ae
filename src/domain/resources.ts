import {
  localName,
  type NameBook,
  openNameBook,
  pascalCase,
  plural,
  properName,
  singular,
  snakeCase,
  splitWords,
} from "#base";
import type { Contract, Schema } from "#contract";
import { accountWord, isDoorName } from "./account-names.ts";
import type { AccountsDraft } from "./accounts.ts";
import { keptProperties } from "./actions.ts";
import { isBesideAccounts } from "./beside-accounts.ts";
import { isDoorPath, isOfTokens } from "./door-words.ts";
import { readKeyList } from "./key-lists.ts";
import { kindsOf } from "./kinds.ts";
import { readListBody } from "./list-bodies.ts";
import { sharesWord } from "./names.ts";
import { isOwnPath, namesCaller } from "./own-path.ts";
import { isSameSchema, schemaKey } from "./schemas.ts";
import { isOfSession } from "./sessions.ts";
import { type OperationShape, propertySchema } from "./shapes.ts";
import { type CollectionGroup, joinSideDoors } from "./side-doors.ts";
import { findSingletons } from "./singletons.ts";
import { isStateWord } from "./states.ts";
import { isExcerpt } from "./token-answer.ts";

/** An entity in the making: which operations speak of it, and through which schemas. */
export interface Resource {
  readonly name: string;
  readonly table: string;
  /** Paths of its collections, the main one first. */
  readonly collections: readonly string[];
  readonly shapes: readonly OperationShape[];
  /** Schemas in which its rows are answered, the fullest first. */
  readonly answers: readonly AnsweredSchema[];
  /** Schemas that rows are made or changed from. */
  readonly inputs: readonly {
    readonly shape: OperationShape;
    readonly schema: Schema;
    readonly creates: boolean;
  }[];
}

export interface AnsweredSchema {
  readonly schema: Schema;
  readonly name: string;
  /** What rows of each kind are called, where there are several. */
  readonly kindNames?: readonly string[];
}

type Group = CollectionGroup<OperationShape>;

/**
 * Groups operations into resources: a collection path and the schemas that travel on it make one; two collections
 * that answer one shared schema are the same; a path whose rows show only fields of another resource is a view of it.
 */
export function findResources(
  contract: Contract,
  shapes: readonly OperationShape[],
  accounts: AccountsDraft | undefined,
): readonly Resource[] {
  const grouped = joinSideDoors(mergeBySchema(groupByCollection(contract, shapes, accounts)), absorb);
  const groups = mergeExcerpts(contract, mergeViews(contract, grouped, accounts));
  const names: Names = { entities: openNameBook(), tables: openNameBook(), answers: openNameBook() };
  return groups
    .filter((group) => group.schemas.size > 0)
    .map((group) => describe(contract, group, accounts, names));
}

function groupByCollection(
  contract: Contract,
  shapes: readonly OperationShape[],
  accounts: AccountsDraft | undefined,
): readonly Group[] {
  const itemCollections = new Set(
    shapes.flatMap(({ place }) => (place.kind === "item" ? [place.collection] : [])),
  );
  const groups = new Map<string, Group>();
  const documents = new Set(findSingletons(shapes).map(({ path }) => path));
  for (const shape of shapes) {
    const isDocument =
      documents.has(shape.operation.path) && !(accounts && isOfAccount(contract, shape, accounts));
    const key = isDocument ? shape.operation.path : collectionOf(contract, shape, itemCollections, accounts);
    if (key === undefined) continue;
    const group: Group = groups.get(key) ?? { collections: new Set([key]), shapes: [], schemas: new Map() };
    groups.set(key, group);
    group.shapes.push(shape);
    const token = accounts?.tokens.get(shape);
    const isToken = token !== undefined && token.account === undefined;
    const shown = rowSchema(shape);
    if (!isToken && shown) group.schemas.set(schemaKey(shown), shown);
    for (const { is } of token?.parts ?? [])
      if (is.kind === "account" && !holdsLogin(is.schema, accounts))
        group.schemas.set(schemaKey(is.schema), is.schema);
  }
  const account = [...groups.values()].find((group) => accounts && group.shapes.includes(accounts.login));
  if (account && accounts && ![...account.schemas.values()].some((schema) => holdsLogin(schema, accounts)))
    account.schemas.set(schemaKey(accounts.schema), accounts.schema);
  return [...groups.values()];
}

/** The schema of a row that an operation answers, or of many. What only tells how it went is none. */
function rowSchema({ answer }: OperationShape): Schema | undefined {
  if (answer.kind === "row") return answer.telling ? undefined : answer.schema;
  return answer.kind === "rows" ? answer.schema : undefined;
}

/** The collection an operation speaks of; undefined where it stands for none. */
function collectionOf(
  contract: Contract,
  shape: OperationShape,
  itemCollections: ReadonlySet<string>,
  accounts: AccountsDraft | undefined,
): string | undefined {
  const { place, answer } = shape;
  if (accounts && isOfSession(accounts, shape)) return undefined;
  if (accounts && isOfAccount(contract, shape, accounts))
    return accounts.register?.place.collection ?? "accounts";
  if (isOfTokens(shape) || (isDoorPath(shape) && !itemCollections.has(place.collection))) return undefined;
  if (place.kind === "item") return place.collection;
  if (itemCollections.has(place.collection)) return place.collection;
  if (answer.kind === "rows" && place.above === undefined && place.kind === "literal") {
    const parent = [...itemCollections].find(
      (path) =>
        place.collection.startsWith(`${path}/`) && !isOwnPath(place.collection.slice(path.length + 1)),
    );
    return parent ?? place.collection;
  }
  if (place.kind === "tail" && place.above) {
    const isCollection =
      answer.kind === "rows" ||
      (shape.operation.method === "post" && shape.body !== undefined && !isStateWord(place.name));
    return isCollection ? place.collection : place.above.collection;
  }
  if (shape.operation.method === "post" && shape.body && answer.kind === "row") return place.collection;
  return undefined;
}

function holdsLogin({ properties }: Schema, accounts: AccountsDraft | undefined): boolean {
  return properties.some(({ name }) => name === accounts?.loginField);
}

/** Operations on a path that names no row and that answer accounts as the schema has them are about the caller's own. */
function isOfAccount(contract: Contract, shape: OperationShape, accounts: AccountsDraft): boolean {
  const { operation, place, answer } = shape;
  if (operation === accounts.login.operation || operation === accounts.register?.operation) return true;
  if (place.kind !== "literal" || answer.kind !== "row") return false;
  const { schema } = answer;
  if (isSameSchema(schema, accounts.schema)) return true;
  // Who asks for themselves may be shown less than others are of them, and in another form.
  const isSelf = isOwnPath(place.name) && !/[-_]/.test(place.name);
  if (isSelf && operation.method === "get" && isExcerpt(contract, schema, accounts.schema)) return true;
  return selfMethods.has(operation.method) && holdsLogin(schema, accounts) && namesCaller(shape, accounts);
}

const selfMethods: ReadonlySet<string> = new Set(["get", "put", "patch"]);

function mergeBySchema(groups: readonly Group[]): readonly Group[] {
  const merged: Group[] = [];
  for (const group of groups) {
    const twin = merged.find((other) =>
      [...group.schemas.values()].some(
        (schema) => schema.name !== undefined && other.schemas.has(schema.name),
      ),
    );
    if (twin) absorb(twin, group);
    else merged.push(group);
  }
  return merged;
}

function absorb(into: Group, group: Group): void {
  for (const path of group.collections) into.collections.add(path);
  into.shapes.push(...group.shapes);
  for (const [name, schema] of group.schemas) into.schemas.set(name, schema);
}

/** A group that makes nothing of its own and shows what accounts have is a view of the account. */
function mergeViews(
  contract: Contract,
  groups: readonly Group[],
  accounts: AccountsDraft | undefined,
): readonly Group[] {
  const account = groups.find((group) => accounts && group.shapes.includes(accounts.login));
  if (!account || !accounts) return groups;
  const known = new Set(
    account.shapes.flatMap((shape) => [
      ...(shape.body?.schema.properties.map((property) => property.name) ?? []),
      ...(shape.answer.kind === "row" ? shape.answer.schema.properties.map((property) => property.name) : []),
    ]),
  );
  const views = groups.filter((group) => group !== account && isView(contract, group, known));
  for (const view of views) absorb(account, view);
  return groups.filter((group) => !views.includes(group));
}

function isView(contract: Contract, group: Group, known: ReadonlySet<string>): boolean {
  const makes = group.shapes.some((shape) => shape.body !== undefined);
  const keys = group.shapes.flatMap(({ place }) =>
    place.kind === "item" && place.parameter ? [place.parameter] : [],
  );
  const schemas = [...group.schemas.values()];
  const shared = (schema: Schema): boolean => {
    const kept = schema.properties.filter((property) => !isFlag(contract, property.schema));
    return kept.length > 0 && kept.every((property) => known.has(property.name));
  };
  return !makes && schemas.length > 0 && keys.some((key) => known.has(key)) && schemas.every(shared);
}

/** A group that only lists, by their keys, what is kept of the rows of another one and is called after them. */
function mergeExcerpts(contract: Contract, groups: readonly Group[]): readonly Group[] {
  const excerpts = groups.flatMap((group) => {
    const kept = isOnlyListed(group) ? groups.filter((other) => isExcerptOf(contract, group, other)) : [];
    return kept.length === 1 && kept[0] ? [{ group, of: kept[0] }] : [];
  });
  for (const { group, of } of excerpts) absorb(of, group);
  return groups.filter((group) => !excerpts.some((excerpt) => excerpt.group === group));
}

function isOnlyListed({ shapes }: Group): boolean {
  return shapes.every(
    ({ operation, answer, place }) =>
      operation.method === "get" && answer.kind === "rows" && place.kind === "literal",
  );
}

function isExcerptOf(contract: Contract, excerpt: Group, whole: Group): boolean {
  if (isOnlyListed(whole)) return false;
  const called = [...excerpt.schemas.values()].map(({ name }) => name ?? "").concat([...excerpt.collections]);
  const own = [...whole.collections].map((path) => singular(path.split("/").at(-1) ?? ""));
  if (!called.some((name) => own.some((other) => sharesWord(name, other)))) return false;
  const known = new Set(
    [...whole.schemas.values()].flatMap(({ properties }) => properties.map(({ name }) => name)),
  );
  return [...excerpt.schemas.values()].every(
    ({ properties }) =>
      properties.some((property) => isKey(contract, property)) &&
      properties.every(({ name }) => known.has(name)),
  );
}

function isKey(contract: Contract, { name, schema }: Schema["properties"][number]): boolean {
  return /^_?(?:id|uuid)$/i.test(name) && !propertySchema(contract, schema).types.includes("boolean");
}

function isFlag(contract: Contract, node: Schema["properties"][number]["schema"]): boolean {
  const schema = node.kind === "ref" ? contract.schemas.get(node.name) : node;
  return schema?.types.includes("boolean") === true || schema?.types.includes("integer") === true;
}

const wrappers =
  /(Response|Resource|Dto|DTO|Out|Output|Read|View|Model|Schema|Details?|Summary|ListItem|ListEntry)$/;

/** Names that are taken: each is found again by itself alone, so no two may be one. */
interface Names {
  readonly entities: NameBook;
  readonly tables: NameBook;
  readonly answers: NameBook;
}

function describe(
  contract: Contract,
  group: Group,
  accounts: AccountsDraft | undefined,
  names: Names,
): Resource {
  const collections = [...group.collections];
  const isAccount = accounts !== undefined && group.shapes.includes(accounts.login);
  const main = isAccount ? accounts.schema : mainSchema(group);
  const last = collections[0]?.split("/").at(-1) ?? "";
  const fromPath = singular(snakeCase(last));
  const given = main?.name === undefined ? "" : localName(main.name);
  const called = isAccount && isDoorName(given) ? accountName(group, accounts) : given;
  const fromSchema = oneOf(called.replace(wrappers, ""), last);
  const wanted = properName(pascalCase(fromSchema) === "" ? fromPath : fromSchema);
  const name = names.entities.take(wanted, properName(singular(snakeCase(collections[0] ?? ""))));
  const ordered = [...group.schemas.values()].sort(
    (one, other) =>
      Number(other === main) - Number(one === main) || other.properties.length - one.properties.length,
  );
  return {
    name,
    table: names.tables.take(tableName(name, snakeCase(last))),
    collections,
    shapes: group.shapes,
    answers: nameAnswers(name, ordered, names.answers, wordsOfRows(group)),
    inputs: group.shapes.flatMap((shape, _, all) => {
      if (!shape.body || shape === accounts?.login || bringsToken(shape, accounts)) return [];
      if (isAccount && isBesideAccounts(shape, group.shapes, accounts)) return [];
      if (readKeyList(contract, shape.body.schema) || asksForRows(shape)) return [];
      const isAction = isActionOn(shape, collections);
      const creates = makesRows(shape, collections);
      // What changes one row may be a list of its own.
      const several = shape.place.kind === "item" ? undefined : readListBody(contract, shape);
      const schema = several?.item ?? shape.body.schema;
      const making = all.flatMap((other) =>
        makesRows(other, collections) ? (other.body?.schema ?? []) : [],
      );
      const kept = isAction ? keptProperties(contract, shape, schema, { answers: ordered, making }) : schema;
      return [{ shape, schema: kept, creates }];
    }),
  };
}

/** What accounts are called that doors answer in a form called after the door: as another form of them is, or as paths say. */
function accountName({ schemas, shapes, collections }: Group, accounts: AccountsDraft): string {
  const names = [...schemas.values()].flatMap((schema) =>
    schema.name !== undefined && holdsLogin(schema, accounts) ? [localName(schema.name)] : [],
  );
  return names.find((name) => !isDoorName(name)) ?? accountWord(shapes, [...collections][0] ?? "");
}

const askWords: ReadonlySet<string> = new Set(["search", "find", "filter", "query", "list", "lookup"]);

/** Whether the body only says which rows are asked for: `/books/search`. */
function asksForRows({ place, answer, operation }: OperationShape): boolean {
  return (
    operation.method === "post" &&
    answer.kind === "rows" &&
    splitWords(place.name).some((word) => askWords.has(word))
  );
}

function makesRows(shape: OperationShape, collections: readonly string[]): boolean {
  const { place, operation } = shape;
  return place.kind !== "item" && operation.method === "post" && !isActionOn(shape, collections);
}

/** Whether an operation does something to a row of the collections, and makes none. */
function isActionOn({ place }: OperationShape, collections: readonly string[]): boolean {
  return place.kind === "tail" && !collections.includes(place.collection) && isStateWord(place.name);
}

/** Whether a body holds a credential and nothing else: no row is made of that. */
function bringsToken({ body }: OperationShape, accounts: AccountsDraft | undefined): boolean {
  const names = body?.schema.properties.map(({ name }) => name) ?? [];
  return names.length === 1 && names[0] === accounts?.tokenField;
}

/** A schema that confirms what was made, or is called after many rows as the path is, stands for one row. */
function oneOf(schemaName: string, pathName: string): string {
  const bare = schemaName.replace(/(?:Confirmation|Receipt)$/, "");
  const isOfPath = sharesWord(bare, pathName) && !sharesWord(schemaName.slice(bare.length), pathName);
  const name = isOfPath ? bare : schemaName;
  const words = splitWords(name);
  const one = singular(words.join("_"));
  const isMany = words.at(-1) === splitWords(pathName).at(-1) && one !== words.join("_");
  return isMany ? pascalCase(one) : name;
}

/** The schema that stands for the row: the one that creating or reading one row answers. */
function mainSchema(group: Group): Schema | undefined {
  const rows = group.shapes.flatMap((shape) => (shape.answer.kind === "row" ? (rowSchema(shape) ?? []) : []));
  return rows.find((schema) => schema.name !== undefined) ?? rows[0] ?? [...group.schemas.values()][0];
}

/** What forms are called in which one row is answered and that have no name: after the operation. */
function wordsOfRows({ shapes }: Group): ReadonlyMap<string, string> {
  const unnamed = shapes.flatMap(({ operation, answer }) =>
    answer.kind === "row" && answer.schema.name === undefined && /^[A-Za-z]\w*$/.test(operation.id)
      ? [[schemaKey(answer.schema), `${pascalCase(operation.id)}Answer`] as const]
      : [],
  );
  return new Map(unnamed.toReversed());
}

function nameAnswers(
  entity: string,
  schemas: readonly Schema[],
  taken: NameBook,
  words: ReadonlyMap<string, string>,
): readonly AnsweredSchema[] {
  return schemas.map((schema, index) => {
    const word = words.get(schemaKey(schema)) ?? `${entity}ListItem`;
    const own = schema.name === undefined ? [] : [localName(schema.name), schema.name];
    const [wanted = index === 0 ? entity : properName(word, 60), ...others] = own.map((each) =>
      properName(each, 60),
    );
    const name = taken.take(wanted, ...others);
    const kinds = kindsOf(schema)?.of.map(({ value, schema: kind }) =>
      taken.take(properName((kind.name && localName(kind.name)) ?? `${value} ${name}`, 60)),
    );
    return { schema, name, ...(kinds && { kindNames: kinds }) };
  });
}

/** The plural that the path itself uses, where it is one of the name; else ours. */
function tableName(name: string, pathName: string): string {
  const own = snakeCase(name);
  return pathName !== own && singular(pathName) === own ? pathName : plural(own);
}
