import { assert } from "#base";
import { type ConflictRule, type Entity, fieldOf } from "#domain";
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { alreadyOpen, overlaps, rowMustBe } from "../../refusal-texts.ts";
import { attributeName, ownerColumnName, parentColumnName } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import type { ServiceContext } from "./parts.ts";

/** Refuses a new row by what the contract says of the row that it names or lies below, and of others of its maker's. */
export function conflictChecks(
  context: ServiceContext,
  entity: Entity,
  above: Py | undefined,
): readonly Py[] {
  const { behaviour } = context.operation.meaning;
  assert(behaviour.kind === "create", "a create creates");
  return (behaviour.conflicts ?? []).map((rule) => {
    if (rule.kind === "overlap") return checkOverlap(context, entity, rule);
    return rule.kind === "named-state"
      ? checkNamed(context, rule, above)
      : checkOpen(context, entity, rule, above);
  });
}

type NamedState = Extract<ConflictRule, { readonly kind: "named-state" }>;

function checkNamed({ blueprint }: ServiceContext, rule: NamedState, above: Py | undefined): Py {
  const target = entityNamed(blueprint, rule.entity);
  const title = model(blueprint, target.name);
  const key = rule.by === undefined ? above : py`details.${name(attributeName(rule.by))}`;
  const field = name(attributeName(rule.field));
  const held = name(`${variableName(target)}_${field.text}`);
  // Nobody changes it before the new row is there.
  const lock = blueprint.database !== "sqlite" && py`.with_for_update(read=True)`;
  return py`
    ${held} = await session.scalar(
        ${imported("sqlalchemy", "select")}(${title}.${field}).where(${title}.${primaryKey(target)} == ${key})${lock}
    )
    if ${isOther(held, rule.is, isFlag(target, rule))}:
        raise ${conflictError(blueprint)}(${str(rowMustBe(target, rule.field, rule.is))})`;
}

function isFlag(target: Entity, { field }: NamedState): boolean {
  const meaning = fieldOf(target, field)?.meaning;
  return meaning?.kind === "scalar" && meaning.type === "boolean";
}

function isOther(held: Py, values: readonly (string | number | boolean)[], flag: boolean): Py {
  const [first, ...others] = values;
  if (flag) return first === true ? py`not ${held}` : held;
  return others.length === 0
    ? py`${held} != ${literal(first ?? "")}`
    : py`${held} not in {${commaList(values.map((value) => literal(value)))}}`;
}

function checkOpen(
  { blueprint }: ServiceContext,
  entity: Entity,
  { field, is, below }: Extract<ConflictRule, { readonly kind: "one-open" }>,
  above: Py | undefined,
): Py {
  const { owner } = entity;
  const { account } = blueprint;
  assert(owner && account, "rows belong to accounts");
  const title = model(blueprint, entity.name);
  const maker = name(attributeName(owner.field));
  const select = imported("sqlalchemy", "select");
  const holder = model(blueprint, account.name);
  const accountKey = primaryKey(account);
  const [value] = is;
  const conditions = [
    ...(below && above ? [py`${title}.${name(parentColumnName(entity))} == ${above}`] : []),
    py`${title}.${name(ownerColumnName(entity))} == ${maker}.${accountKey}`,
    py`${title}.${name(attributeName(field))} == ${literal(value ?? "")}`,
  ];
  const open = name(`open_${variableName(entity)}_${primaryKey(entity).text}`);
  return py`
    ${
      blueprint.database !== "sqlite" &&
      py`
      # Of two requests of one caller at once, the second waits here.
      await session.execute(${select}(${holder}.${accountKey}).where(${holder}.${accountKey} == ${maker}.${accountKey}).with_for_update())`
    }
    ${open} = await session.scalar(
        ${select}(${title}.${primaryKey(entity)}).where(${conditions}).limit(1)
    )
    if ${open} is not None:
        raise ${conflictError(blueprint)}(${str(alreadyOpen(entity, is))})`;
}

/** Refuses what lies at the same time as another one in the same place. */
function checkOverlap(
  { blueprint }: ServiceContext,
  entity: Entity,
  rule: Extract<ConflictRule, { readonly kind: "overlap" }>,
): Py {
  const title = model(blueprint, entity.name);
  const target = entityNamed(blueprint, rule.entity);
  const place = model(blueprint, target.name);
  const select = imported("sqlalchemy", "select");
  const [within, start, end] = [rule.within, rule.start, rule.end].map((each) => name(attributeName(each)));
  assert(within && start && end, "a place and a time");
  const other = name(`other_${variableName(entity)}_${primaryKey(entity).text}`);
  return py`
    ${
      blueprint.database !== "sqlite" &&
      py`
      # Of two requests for one place at once, the second waits here.
      await session.execute(${select}(${place}.${primaryKey(target)}).where(${place}.${primaryKey(target)} == details.${within}).with_for_update())`
    }
    ${other} = await session.scalar(
        ${select}(${title}.${primaryKey(entity)})
        .where(${title}.${within} == details.${within}, ${title}.${start} < ${end}, ${title}.${end} > details.${start})
        .limit(1)
    )
    if ${other} is not None:
        raise ${conflictError(blueprint)}(${str(overlaps(entity, target))})`;
}
