import { assert, openNameBook } from "#base";
import type { Contract, Operation } from "#contract";
import {
  type Behaviour,
  type Domain,
  type Entity,
  elementName,
  type Field,
  type ListBehaviour,
  type OperationMeaning,
  type Representation,
  type TokenAnswer,
  travelsInQuery,
} from "#domain";
import { settleClassNames } from "./class-names.ts";
import { drawAdder, drawLoaders } from "./drawn-commands.ts";
import { type ErrorPlan, planErrors } from "./error-plan.ts";
import { sharesPages } from "./pages.ts";
import { planTables } from "./plan-tables/index.ts";
import {
  attributeName,
  attributeStem,
  classNameOf,
  functionNameOf,
  packageName,
  takenFunctions,
  variableNameOf,
} from "./python-names.ts";
import { queryNames } from "./query-names.ts";
import { lineName, responseNames } from "./response-names.ts";
import type { Table } from "./tables.ts";
import { tokenAnswerOf } from "./token-answers.ts";
import { drawValues, type ValueBlueprint } from "./value-classes.ts";

export type Database = "sqlite" | "postgresql";

/** A domain with every Python name settled: what all emitters of the stack read. */
export interface Blueprint {
  readonly domain: Domain;
  readonly contract: Contract;
  readonly database: Database;
  readonly tables: readonly Table[];
  /** In the order of the contract's operations. */
  readonly modules: readonly ModuleBlueprint[];
  /** Objects that belong to rows, those inside others first. */
  readonly values: readonly ValueBlueprint[];
  readonly account?: Entity;
  readonly errors: ErrorPlan;
}

/** One package of the application. */
export interface ModuleBlueprint {
  readonly name: string;
  readonly operations: readonly OperationBlueprint[];
  /** What makes rows that no operation makes: functions that a command calls, and no route. */
  readonly loaders: readonly OperationBlueprint[];
  readonly tables: readonly Table[];
  /** Forms in which rows are answered that belong here: no other module answers them first. */
  readonly representations: readonly RepresentationBlueprint[];
}

export interface OperationBlueprint {
  readonly meaning: OperationMeaning;
  readonly contract: Operation;
  /** The Python name of the route and of the service function. */
  readonly functionName: string;
  /** Class of the whole request body, envelope included. */
  readonly requestClass?: string;
  /** Class of the object in the envelope, or of the whole body where there is none. */
  readonly bodyClass?: string;
  /** Where the body is of one of several kinds: the class of each, in their order. */
  readonly kindClasses?: readonly string[];
  /** Class of the whole success answer. */
  readonly responseClass?: string;
  /** Class of the query parameters, where there are any. */
  readonly queryClass?: string;
  /** Class of the conditions that callers write in one text. */
  readonly termsClass?: string;
  /** The statuses of refused input, where they are not those of most operations. */
  readonly refusedWith?: { readonly parameters?: number; readonly body?: number };
}

export interface RepresentationBlueprint {
  readonly entity: Entity;
  readonly representation: Representation;
  readonly className: string;
  /** A smaller form of the same entity that this one adds fields to. */
  readonly base?: string;
}

export function drawBlueprint(understood: Domain, contract: Contract, database: Database): Blueprint {
  const domain = intoPackages(understood);
  const tables = planTables(domain);
  const errors = planErrors(domain);
  const operations = settleClassNames(
    domain,
    drawOperations(domain, contract).map((operation) => ({
      ...operation,
      ...refusedWith(operation.meaning, errors.usualInvalid),
    })),
  );
  const loaders = [
    ...drawLoaders(domain, contract),
    ...drawAdder(
      domain,
      contract,
      operations.map(({ functionName }) => functionName),
    ),
  ];
  const names = [
    ...new Set([...operations.map(({ meaning }) => meaning.module), ...tables.map(({ module }) => module)]),
  ];
  const home = representationHomes(domain, operations);
  const account = domain.entities.find(({ name }) => name === domain.accounts?.entity);
  const modules = names.map((name) => ({
    name,
    operations: operations.filter(({ meaning }) => meaning.module === name),
    loaders: loaders.filter(({ meaning }) => meaning.module === name),
    tables: tables.filter(({ module }) => module === name),
    representations: home
      .filter((entry) => entry.module === name)
      .map((form, _, besides) => withBase(form, besides)),
  }));
  return {
    domain,
    contract,
    database,
    tables,
    modules,
    values: drawValues(
      domain,
      modules,
      tables.map(({ className }) => className),
    ),
    ...(account && { account }),
    errors,
  };
}

/** The same domain, its parts called as their packages are. */
function intoPackages(domain: Domain): Domain {
  return {
    ...domain,
    entities: domain.entities.map((entity) => ({ ...entity, table: packageName(entity.table) })),
    operations: domain.operations.map((meaning) => ({ ...meaning, module: packageName(meaning.module) })),
  };
}

function drawOperations(domain: Domain, contract: Contract): readonly OperationBlueprint[] {
  const book = openNameBook([...takenFunctions, ...queryNames(domain)]);
  const operations = new Map(contract.operations.map((operation) => [operation.id, operation]));
  return domain.operations.map((meaning) => {
    const operation = operations.get(meaning.id);
    assert(operation, `the contract has no operation ${meaning.id}`);
    const wanted = functionNameOf(operation.declaredId ?? `${operation.method} ${operation.path}`);
    // Of what the contract calls `select` only, the path says more.
    const longer = functionNameOf(`${operation.declaredId ?? ""} ${meaning.module}`);
    return drawOperation(domain, meaning, operation, book.take(wanted, longer));
  });
}

function drawOperation(
  domain: Domain,
  meaning: OperationMeaning,
  operation: Operation,
  functionName: string,
): OperationBlueprint {
  const { behaviour } = meaning;
  const body = "body" in behaviour ? behaviour.body : undefined;
  const bodyClass = body && classNameOf(body.schemaName ?? `${functionName} ${bodyNoun(behaviour)}`);
  const lines = behaviour.kind === "list-lines" ? lineName(behaviour, functionName) : undefined;
  const hasQuery = behaviour.kind === "list" && (hasFilters(behaviour) || behaviour.pagination !== undefined);
  return {
    meaning,
    contract: operation,
    functionName,
    ...(bodyClass !== undefined && {
      bodyClass,
      requestClass: body?.envelope === undefined ? bodyClass : `${bodyClass}Request`,
    }),
    ...responseNames(behaviour, functionName),
    ...(hasQuery && { queryClass: queryClassName(domain, behaviour) }),
    ...(behaviour.kind === "list" && behaviour.language && { termsClass: `${behaviour.entity}Terms` }),
    ...(behaviour.kind === "report" &&
      behaviour.filters.length > 0 && { queryClass: `${lineName(behaviour, functionName)}Filters` }),
    ...(behaviour.kind === "list-lines" &&
      behaviour.language && { queryClass: `${lines}Filters`, termsClass: `${lines}Terms` }),
  };
}

/** What a class is called after that has no name of its own. */
function bodyNoun(behaviour: Behaviour): string {
  if (behaviour.kind === "update-by-query") return "changes";
  if (!travelsInQuery(behaviour)) return "body";
  return behaviour.kind === "login" ? "credentials" : "keys";
}

function refusedWith({ refusals }: OperationMeaning, usual: number): Pick<OperationBlueprint, "refusedWith"> {
  const { parameters, body } = refusals;
  if (parameters === usual && body === usual) return {};
  return {
    refusedWith: { ...(parameters !== usual && { parameters }), ...(body !== usual && { body }) },
  };
}

/** Whether a list can be asked for more than a page. */
function hasFilters({ filters, language, sorting }: ListBehaviour): boolean {
  return filters.length > 0 || language !== undefined || sorting !== undefined;
}

/** Lists without filters share the class of their page. */
function queryClassName(domain: Domain, list: ListBehaviour): string {
  const { entity, pagination } = list;
  if (hasFilters(list)) return `${entity}Filters`;
  return pagination && sharesPages(domain, pagination) ? "Page" : `${entity}Page`;
}

function representationHomes(
  domain: Domain,
  operations: readonly OperationBlueprint[],
): readonly (RepresentationBlueprint & { readonly module: string })[] {
  return domain.entities.flatMap((entity) =>
    entity.representations.flatMap((representation) => {
      const answering = operations.find(
        ({ meaning: { behaviour } }) =>
          "answer" in behaviour &&
          "representation" in behaviour.answer &&
          behaviour.answer.representation === representation.name,
      );
      const beside = operations.some(({ meaning }) =>
        isBeside(tokenAnswerOf(meaning.behaviour), representation.name),
      );
      const embedded =
        beside ||
        domain.entities.some(({ fields }) =>
          fields.some(
            ({ meaning }) => meaning.kind === "reference" && meaning.representation === representation.name,
          ),
        );
      const inLines = operations.some(
        ({ meaning: { behaviour } }) =>
          behaviour.kind === "list-lines" &&
          behaviour.shows.some(({ is }) => is.kind === "named" && is.representation === representation.name),
      );
      if (!answering && !embedded && !inLines) return [];
      return [
        {
          module: answering?.meaning.module ?? entity.table,
          entity,
          representation,
          className: classNameOf(representation.name),
        },
      ];
    }),
  );
}

/** A form with the smaller one that it adds fields to. */
function withBase(
  form: RepresentationBlueprint,
  besides: readonly RepresentationBlueprint[],
): RepresentationBlueprint {
  const base = smallerForm(form, besides);
  return base === undefined ? form : { ...form, base };
}

/** Whether an account is answered in a form with its token. */
function isBeside(token: TokenAnswer | undefined, form: string): boolean {
  return (
    token?.account === form ||
    (token?.fields.some(({ is }) => is.kind === "account" && is.representation === form) ?? false)
  );
}

/** The largest other form of the entity whose fields are all in this one, of those that are written beside it. */
function smallerForm(
  { entity, representation }: RepresentationBlueprint,
  besides: readonly RepresentationBlueprint[],
): string | undefined {
  const names = new Set(representation.fields.map(({ field }) => field));
  const smaller = besides.filter(
    ({ entity: { name }, representation: { fields, kinds = [] } }) =>
      name === entity.name &&
      // What is one of several classes is no class to build on.
      kinds.length === 0 &&
      fields.length < names.size &&
      fields.every(({ field }) => names.has(field)),
  );
  // An entity's forms for different readers only happen to overlap; a list item is the same form, cut.
  const cut = smaller.filter(
    ({ representation: { fields, schema } }) => fields.length * 2 > names.size && schema.name === undefined,
  );
  const [largest] = cut.toSorted(
    (one, other) => other.representation.fields.length - one.representation.fields.length,
  );
  return largest?.className;
}

export function entityNamed(blueprint: Blueprint, name: string): Entity {
  const entity = blueprint.domain.entities.find((candidate) => candidate.name === name);
  assert(entity, `the domain has no entity ${name}`);
  return entity;
}

export function tableOf(blueprint: Blueprint, entity: string): Table {
  const table = blueprint.tables.find(({ origin }) => origin.kind === "entity" && origin.entity === entity);
  assert(table, `no table for ${entity}`);
  return table;
}

/** The one table of its kind. */
export function tableOfKind(blueprint: Blueprint, kind: "repeat-keys"): Table {
  const table = blueprint.tables.find(({ origin }) => origin.kind === kind);
  assert(table, `no table for ${kind}`);
  return table;
}

export function membershipTableOf(blueprint: Blueprint, relation: string): Table {
  const table = blueprint.tables.find(
    ({ origin }) => origin.kind === "membership" && origin.relation === relation,
  );
  assert(table, `no table for ${relation}`);
  return table;
}

export function valuesTableOf(blueprint: Blueprint, entity: string, field: string): Table {
  const table = blueprint.tables.find(
    ({ origin }) => origin.kind === "values" && origin.entity === entity && origin.field === field,
  );
  assert(table, `no table for the values of ${entity}.${field}`);
  return table;
}

export function objectsTableOf(blueprint: Blueprint, entity: string, field: string): Table {
  const table = blueprint.tables.find(
    ({ origin }) => origin.kind === "objects" && origin.entity === entity && origin.field === field,
  );
  assert(table, `no table for the objects of ${entity}.${field}`);
  return table;
}

export function valueNamed({ values }: Blueprint, name: string): ValueBlueprint {
  const found = values.find(({ value }) => value.name === name);
  assert(found, `no operation speaks of ${name}`);
  return found;
}

export function representationNamed(
  blueprint: Blueprint,
  name: string,
): RepresentationBlueprint & { readonly module: string } {
  for (const module of blueprint.modules) {
    const found = module.representations.find(({ representation }) => representation.name === name);
    if (found) return { ...found, module: module.name };
  }
  throw new Error(`keelback is broken here: no representation ${name}`);
}

/** Where the tests of an operation stand. */
export function testFileOf({ meaning, functionName }: OperationBlueprint): string {
  return `tests/${meaning.module}/test_${functionName}.py`;
}

/** The Python attribute of a field on its model. */
export function modelAttribute(field: Field): string {
  return field.meaning.kind === "password" ? `${attributeName(field.name)}_hash` : attributeName(field.name);
}

/** The relationship that holds the rows of a list of values. */
export function valueRows(field: Field): string {
  return `${attributeStem(elementName(field.name))}_rows`;
}

/** The relationship that holds the rows of a list, of values or of objects. */
export function listAttribute(field: Field): string {
  return field.meaning.kind === "values" ? valueRows(field) : attributeName(field.name);
}

/** How a row of an entity is called in Python: `order_item`. */
export function variableName(entity: Entity): string {
  return variableNameOf(entity.name);
}
