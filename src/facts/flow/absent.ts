import { allExpressions, type Body, type Expression } from "#python";
import type { FieldFact } from "../model.ts";
import type { Frame } from "./flow.ts";
import { lookUp } from "./lookup.ts";
import type { Lacking, Row } from "./values.ts";

/** An attribute that a row may lack, as a test asks for it. */
interface Tested {
  readonly row: Row;
  /** The name that stands for the row, and that of the attribute. */
  readonly of: string;
  readonly name: string;
  /** Whether no row lacks it. */
  readonly always: boolean;
}

/**
 * The frame of a branch for rows that lack what the other branch takes of them: `self.shop.name if self.shop is not None else …`. Which
 * rows those are, and whether there are any, is seen nowhere.
 */
export function whereAbsent(frame: Frame, test: Expression, holds: boolean, other: Body | Expression): Frame {
  const lacking = attributesLacking(frame, test, holds)
    .filter((tested) => isTaken(tested, other))
    .map(({ row, always }): Lacking => ({ row, how: always ? "never" : "perhaps" }));
  return lacking.length === 0 ? frame : { ...frame, lacking: [...(frame.lacking ?? []), ...lacking] };
}

/** Whether something is read of a row, or of what its relations lead to, only where the row lacks what is taken in its place. */
export function lackingOf({ lacking = [] }: Frame, { query, steps }: Row): Lacking["how"] | undefined {
  const own = lacking.filter(
    ({ row }) => isSameQuery(row, query) && row.steps.every((step, index) => steps[index] === step),
  );
  return own.find(({ how }) => how === "never")?.how ?? own[0]?.how;
}

function isSameQuery({ query }: Row, other: Row["query"]): boolean {
  return query.place.module === other.place.module && query.place.start === other.place.start;
}

function attributesLacking(frame: Frame, test: Expression, holds: boolean): readonly Tested[] {
  switch (test.kind) {
    case "unary":
      return test.operator === "not" ? attributesLacking(frame, test.operand, !holds) : [];
    case "boolean":
      // Where a whole `or` holds, nobody knows which part of it did.
      return (test.operator === "and") === holds
        ? test.values.flatMap((value) => attributesLacking(frame, value, holds))
        : [];
    case "comparison": {
      const [operator = ""] = test.operators;
      const [right] = test.comparators;
      if (right?.kind !== "constant" || right.value !== "None" || test.comparators.length > 1) return [];
      const isNone = operator === "is" || operator === "==";
      return isNone === holds ? attributeOf(frame, test.left, () => true) : [];
    }
    default:
      // A key is never zero; other values may be false and there all the same.
      return holds
        ? []
        : attributeOf(frame, test, (field) => field.nullable || field.primaryKey || isKey(field));
  }
}

function isKey({ relation }: FieldFact): boolean {
  return relation?.columnOnly === true;
}

function attributeOf(
  frame: Frame,
  tested: Expression,
  mayLack: (field: FieldFact) => boolean,
): readonly Tested[] {
  if (tested.kind !== "attribute" || tested.value.kind !== "name") return [];
  const { name } = tested;
  const row = lookUp(frame, tested.value.id);
  if (row?.kind !== "row") return [];
  const { models } = frame.flow;
  const field = models.get(row.model)?.fields.find((each) => each.name === name);
  const always = field?.relation === undefined || isKey(field) ? field?.nullable === false : false;
  const isToOne = models.relation(row.model, name)?.many === false;
  return isToOne || (field !== undefined && mayLack(field))
    ? [{ row, of: tested.value.id, name, always }]
    : [];
}

function isTaken({ of, name }: Tested, by: Body | Expression): boolean {
  const body: Body = "kind" in by ? [{ kind: "expression", value: by, start: by.start, end: by.end }] : by;
  for (const each of allExpressions(body))
    if (each.kind === "attribute" && each.name === name && each.value.kind === "name" && each.value.id === of)
      return true;
  return false;
}
