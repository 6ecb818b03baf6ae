import { assert } from "#base";
import type { BodyShape, CreateBehaviour, Entity, Field } from "#domain";
import { imported, name, type Py, type PyItem, py } from "#python";
import {
  type Blueprint,
  entityNamed,
  modelAttribute,
  type OperationBlueprint,
  valueRows,
  variableName,
} from "../../blueprint.ts";
import { attributeName, ownerColumnName, parentColumnName, subjectColumn } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { fileTableOf } from "../line-tables.ts";
import { loadersOf, readsGiven } from "../load.ts";
import { keptFields, model, schemaClass, tableClass } from "../names.ts";
import { usesPasswords } from "../uses.ts";
import { settingsParameter } from "./attempts.ts";
import { checkReferences } from "./check-references.ts";
import { conflictChecks } from "./conflict-checks.ts";
import { endArguments, findEnds } from "./ends.ts";
import { flushUnique, isUniqueInput } from "./flush-unique.ts";
import { givenArgument } from "./given-argument.ts";
import { keptValue, objectMakers } from "./kept-value.ts";
import { lineFunctions, totalArguments, totalFunctions } from "./lines.ts";
import { madeCodes } from "./made-codes.ts";
import {
  accountClass,
  asyncFunction,
  bodyParameter,
  keyParameter,
  type Lookup,
  loadRow,
  lookUp,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
  stampFields,
  viewerParameter,
} from "./parts.ts";
import { nextPlace, placeArgument } from "./places.ts";
import { depthConstant, holdAbove, makeKey, placeAfterwards, treeArguments } from "./trees.ts";

/** A new row, the caller's where rows have owners. */
export function createService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "create", "a create creates");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const above = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const parent = above && { ...above, lookup: heldParent(context, above.entity) };
  const owner = isOwnerGiven(entity, behaviour.body)
    ? undefined
    : (ownerParameter(context, entity) ?? seenBy(context, entity));
  const slug = slugOf(entity);
  const stamps = stampFields(entity);
  const unique = isUniqueInput(entity, behaviour.body);
  const isBelow = "parameter" in behaviour;
  const body = py`
    ${parent?.lookup.check}
    ${isBelow && holdAbove(blueprint, entity, behaviour.deepest)}
    ${checkReferences(context, "details")}
    ${findEnds(context, entity)}
    ${conflictChecks(context, entity, parent?.lookup.id)}
    ${stamps.length > 0 && py`now = ${imported("app", "clock")}.now()`}
    ${makeKey(blueprint, entity)}
    ${variable} = ${title}(
        ${rowArguments(context, entity, behaviour, parent?.lookup)}
    )
    ${kindFields(blueprint, operation, entity, behaviour.body)}
    ${slug ? py`await _add_with_free_slug(session, ${variable})` : addRow(variable, unique)}
    ${placeAfterwards(blueprint, entity, isBelow)}
    ${addFiles(blueprint, entity, behaviour.body)}
    ${behaviour.answer.representation !== undefined && py`return ${loadRow(blueprint, entity, py`${variable}.${primaryKey(entity)}`, viewerName(context, entity))}`}`;
  const result = behaviour.answer.representation === undefined ? py`None` : title;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          usesPasswords(blueprint, operation) ? settingsParameter() : undefined,
          parent?.parameter,
          isBelow ? keyParameter(entity) : undefined,
          owner,
          readsGiven(blueprint, operation) ? bodyParameter(context, "details") : undefined,
        ],
        result,
        body,
      ),
    ],
    shared: new Map([
      ...(slug ? addWithFreeSlug(blueprint, entity, slug) : []),
      ...(unique ? flushUnique(blueprint, entity, behaviour.body.envelope) : []),
      ...objectMakers(blueprint, entity, keptFields(entity, behaviour.body)),
      ...lineFunctions(context),
      ...totalFunctions(context, entity),
      ...nextPlace(blueprint, entity),
      ...depthConstant(entity, isBelow ? behaviour.deepest : undefined),
    ]),
  };
}

/** What a new row is made of: what is above it, whose it is, what was given and what is made here. */
function rowArguments(
  context: ServiceContext,
  entity: Entity,
  behaviour: CreateBehaviour,
  parent: Lookup | undefined,
): readonly PyItem[] {
  const { blueprint } = context;
  const slug = slugOf(entity);
  return [
    parent && py`${name(parentColumnName(entity))}=${parent.id},`,
    entity.owner &&
      !isOwnerGiven(entity, behaviour.body) &&
      py`${name(ownerColumnName(entity))}=${name(attributeName(entity.owner.field))}.${blueprint.account && primaryKey(blueprint.account)},`,
    entity.subject && py`${name(subjectColumn(entity))}=${name(subjectColumn(entity))},`,
    slug?.meaning.kind === "slug" &&
      py`${name(attributeName(slug.name))}=${imported(`app.${entity.table}.slugs`, "slugify")}(details.${name(attributeName(slug.meaning.of))}),`,
    ...commonFields(entity, behaviour.body).map(
      (field) => py`${givenArgument(blueprint, entity, field, py`details`)},`,
    ),
    ...madeCodes(blueprint, entity),
    ...totalArguments(context, entity),
    ...endArguments(entity),
    ...treeArguments(blueprint, entity, "parameter" in behaviour),
    ...stampFields(entity).map((field) => py`${name(attributeName(field.name))}=now,`),
    placeArgument(entity, parent?.id ?? ownerKey(blueprint, entity)),
  ];
}

function slugOf({ fields }: Entity): Field | undefined {
  return fields.find(({ meaning }) => meaning.kind === "slug");
}

/** The key of the account that makes a row, where rows belong to accounts. */
function ownerKey(blueprint: Blueprint, entity: Entity): Py | undefined {
  return entity.owner && blueprint.account
    ? py`${name(attributeName(entity.owner.field))}.${primaryKey(blueprint.account)}`
    : undefined;
}

/** What rows of every kind keep of a body. */
function commonFields(entity: Entity, body: BodyShape): readonly Field[] {
  const { kinds = [] } = body;
  return keptFields(entity, body).filter(({ name: each }) =>
    kinds.every(({ fields }) => fields.some(({ field }) => field === each)),
  );
}

/** What rows of one kind keep beside that. */
function kindFields(
  blueprint: Blueprint,
  { meaning: { module }, kindClasses = [] }: OperationBlueprint,
  entity: Entity,
  body: BodyShape,
): Py | undefined {
  const common = commonFields(entity, body);
  const cases = (body.kinds ?? []).flatMap(({ fields }, index) => {
    const own = keptFields(entity, { ...body, fields }).filter(
      ({ name: each }) => !common.some((field) => field.name === each),
    );
    const title = kindClasses[index];
    if (own.length === 0 || title === undefined) return [];
    const row = name(variableName(entity));
    return [
      py`
        case ${schemaClass(module, title)}():
            ${own.map((field) => py`${row}.${keptAttribute(field)} = ${givenValue(blueprint, entity, field)}`)}`,
    ];
  });
  return cases.length === 0
    ? undefined
    : py`
    match details:
        ${cases}`;
}

/** The files that come with a row, each in a row of its own. */
function addFiles(blueprint: Blueprint, entity: Entity, { form }: BodyShape): readonly Py[] {
  return (form?.files ?? []).map((file) => {
    const table = fileTableOf(blueprint, entity.name, file.file);
    const [owner] = table.columns;
    assert(owner, "a file belongs to a row");
    const sent = py`details.${name(attributeName(file.name))}`;
    const add = py`
      session.add(
          ${tableClass(table)}(
              ${name(owner.name)}=${name(variableName(entity))}.${primaryKey(entity)},
              content=${sent}.content,
              media_type=${sent}.media_type,
              size=len(${sent}.content),
          )
      )`;
    return file.required
      ? add
      : py`
        if ${sent} is not None:
            ${add}`;
  });
}

function addRow(variable: Py, unique: boolean): Py {
  return py`
    session.add(${variable})
    ${unique ? py`await _flush_unique(session)` : py`await session.flush()`}`;
}

/** The row above; what it must be is asked of its id. */
function heldParent({ blueprint, operation }: ServiceContext, above: Entity): Lookup {
  const { behaviour } = operation.meaning;
  const lookup = lookUp(blueprint, above, true);
  const isAsked = behaviour.kind === "create" && behaviour.conflicts !== undefined;
  if (lookup.check || !isAsked) return lookup;
  const id = name(`${variableName(above)}_id`);
  return { check: py`${id} = ${lookup.id}`, id };
}

/** Whether the body says whose the row is: that of one that comes from outside does. */
function isOwnerGiven({ owner }: Entity, { fields }: BodyShape): boolean {
  return owner?.key !== undefined && fields.some(({ field }) => field === owner.key);
}

/** The caller, called what rows call their owner. */
function ownerParameter({ blueprint }: ServiceContext, entity: Entity): Py | undefined {
  return entity.owner && py`${name(attributeName(entity.owner.field))}: ${accountClass(blueprint)}`;
}

/** Who sees the new row: of what is loaded, nobody does. */
function seenBy(context: ServiceContext, entity: Entity): Py | undefined {
  const { blueprint, operation } = context;
  const isLoaded = loadersOf(blueprint).includes(operation) && !entity.subject;
  return isLoaded ? undefined : viewerParameter(context, entity);
}

function viewerName(_: ServiceContext, entity: Entity): Py {
  return name(entity.owner ? attributeName(entity.owner.field) : "viewer");
}

function keptAttribute(field: Field): Py {
  return name(field.meaning.kind === "values" ? valueRows(field) : modelAttribute(field));
}

function givenValue(blueprint: Blueprint, entity: Entity, field: Field): Py {
  return keptValue(blueprint, entity, field, py`details.${name(attributeName(field.name))}`);
}

function addWithFreeSlug(blueprint: Blueprint, entity: Entity, field: Field): ReadonlyMap<string, Py> {
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const slug = name(attributeName(field.name));
  const slugs = `app.${entity.table}.slugs`;
  return new Map([
    [
      "_add_with_free_slug",
      py`
        async def _add_with_free_slug(session: ${imported("sqlalchemy.ext.asyncio", "AsyncSession")}, ${variable}: ${title}) -> None:
            first_choice = ${variable}.${slug}
            for attempt in range(1, ${imported(slugs, "ATTEMPTS")} + 1):
                try:
                    async with session.begin_nested():
                        session.add(${variable})
                except ${imported("sqlalchemy.exc", "IntegrityError")} as error:
                    if attempt == ${imported(slugs, "ATTEMPTS")} or not ${imported("app.database", "is_duplicate")}(error, ${title}.${slug}):
                        raise
                    ${variable}.${slug} = ${imported(slugs, "with_suffix")}(first_choice)
                else:
                    return`,
    ],
  ]);
}
