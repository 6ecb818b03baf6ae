import { type EvidenceStep, openNameBook } from "#base";
import type { Contract, Schema } from "#contract";
import { readAxes } from "./axes.ts";
import type { WholeShape } from "./cells.ts";
import type { Assumption, Entity, ScalarValue } from "./domain.ts";
import { type EmptyValue, readEmptyValue } from "./empty-value.ts";
import { readChoices } from "./field-values.ts";
import { type MatrixShapes, shapesOf } from "./matrices.ts";
import { describeCells } from "./matrix-entity.ts";
import { type DomainSettings, type OperationSettings, settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";
import { readWhole } from "./whole-shape.ts";

/** A matrix with what is kept of it, or why nothing can be built of it. */
export type MatrixDraft = MatrixShapes &
  (
    | { readonly kind: "open"; readonly why: string }
    | {
        readonly kind: "kept";
        readonly entity: Entity;
        readonly answer: WholeShape;
        readonly because: readonly EvidenceStep[];
        readonly assumptions: readonly Omit<Assumption, "id">[];
      }
  );

/** Names that other rows and their tables have. */
export interface TakenNames {
  readonly entities: readonly string[];
  readonly tables: readonly string[];
}

/** Settles what is kept of each matrix. */
export function draftMatrices(
  contract: Contract,
  found: readonly MatrixShapes[],
  settings: DomainSettings,
  taken: TakenNames,
): readonly MatrixDraft[] {
  const names = { entities: openNameBook(taken.entities), tables: openNameBook(taken.tables) };
  return found.map((matrix): MatrixDraft => {
    const { operation } = matrix.whole;
    const own = settingsOf(settings, operation.id);
    const coordinates = readAxes(contract, matrix, own.outer);
    if ("why" in coordinates) return { ...matrix, kind: "open", why: coordinates.why };
    const { cell } = matrix.lists;
    const empty = chosenEmpty(cell, own) ?? readEmptyValue(contract, cell);
    if (!empty) {
      const setting = `domain.operations.${operation.id}.empty`;
      return {
        ...matrix,
        kind: "open",
        why: `nothing says what a cell shows that nobody has written: ${setting} can say it`,
      };
    }
    const read = readWhole(contract, matrix.whole, matrix.lists);
    if (!read || "unknown" in read)
      return {
        ...matrix,
        kind: "open",
        why: `nothing says what ${read?.unknown ?? "its answer"} of its answer holds`,
      };
    const parts = {
      axes: coordinates.axes,
      empty: empty.value,
      whole: read.whole,
      order: coordinates.evidence,
    };
    const entity = describeCells(matrix, parts, names);
    return {
      ...matrix,
      kind: "kept",
      entity,
      answer: read.whole,
      because: [...coordinates.evidence.because, ...read.because],
      assumptions: [
        ...(empty.isDeclared ? [] : [assumeEmpty(matrix, entity, empty)]),
        ...(coordinates.isAssumed ? [assumeOrder(matrix, entity)] : []),
        ...assumeUndecided(matrix, read.whole, own),
      ],
    };
  });
}

/** What the owner says, where the cells can hold it. */
function chosenEmpty(cell: Schema, { empty }: OperationSettings): EmptyValue | undefined {
  const choices: readonly ScalarValue[] =
    readChoices(cell) ?? (cell.types.includes("string") ? [empty ?? ""] : []);
  const value = choices.find((choice) => String(choice) === empty);
  if (value === undefined) return undefined;
  return { value, because: "the owner's settings say so", span: cell.span, isDeclared: false };
}

function assumeEmpty(
  { whole: { operation }, lists: { cell } }: MatrixShapes,
  { name }: Entity,
  { value, because, span }: EmptyValue,
): Omit<Assumption, "id"> {
  return {
    text: `a ${name} that nobody has written shows ${JSON.stringify(value)}: ${because}`,
    span,
    setting: `domain.operations.${operation.id}.empty`,
    choices: (readChoices(cell) ?? [value]).map(spell),
    chosen: spell(value),
  };
}

/** As settings spell it: what could not be seen, in quotes. */
function spell(value: ScalarValue): string {
  return String(value).trim() === "" ? JSON.stringify(value) : String(value);
}

function assumeOrder({ whole: { operation } }: MatrixShapes, { cells }: Entity): Omit<Assumption, "id"> {
  const [first = "", ...others] = (cells?.axes ?? []).map(({ field }) => field);
  return {
    text: `the outermost list of ${operation.id} has one list for each ${first}`,
    span: operation.span,
    setting: `domain.operations.${operation.id}.outer`,
    choices: others.length === 1 ? [first, ...others] : [first],
    chosen: first,
  };
}

function assumeUndecided(
  { whole: { operation } }: MatrixShapes,
  { parts }: WholeShape,
  { undecided = "empty" }: OperationSettings,
): readonly Omit<Assumption, "id">[] {
  const names = parts.flatMap((part) =>
    part.is === "constant" && part.undecided
      ? [`${part.name} is ${part.value === undefined ? "left out" : `always ${JSON.stringify(part.value)}`}`]
      : [],
  );
  if (names.length === 0) return [];
  return [
    {
      text: `${names.join(", ")}: what decides it is not stated`,
      span: operation.span,
      setting: `domain.operations.${operation.id}.undecided`,
      choices: ["empty", "open"],
      chosen: undecided,
    },
  ];
}

/** The matrix that an operation is about. */
export function matrixOf(matrices: readonly MatrixDraft[], shape: OperationShape): MatrixDraft | undefined {
  return matrices.find((matrix) => shapesOf(matrix).includes(shape));
}
