import { axisLength, type Entity, type WholeShape } from "#domain";
import { commaList, concat, type JsonLike, literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { cellParts } from "../../cells.ts";
import { type Act, actOf } from "../acts.ts";
import { api, type RequestOptions, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { coordinateNames, valueName } from "../cell-calls.ts";
import {
  type CellPlace,
  cellSamples,
  coordinatesAt,
  strangeCoordinates,
  twoPlaces,
} from "../cell-samples.ts";
import { assertInvalid } from "../error-support.ts";
import { entityIn, helperName, type Kit, needsAccount, type OperationOf, operationsOf } from "../kit.ts";
import { eachOnce } from "../references.ts";

/** A value, and the cell that it is written to. */
export interface Written {
  readonly place: CellPlace;
  readonly value: JsonLike;
}

/** What tests of a matrix do: write cells, and look at one or at all of them. */
export interface CellScene {
  readonly kit: Kit;
  readonly entity: Entity;
  readonly write: OperationOf<"write-cell">;
  readonly all: OperationOf<"read-matrix"> | undefined;
  readonly one: OperationOf<"read-cell"> | undefined;
  readonly places: readonly [CellPlace, CellPlace];
  readonly samples: readonly JsonLike[];
  /** Whoever calls. */
  readonly statements: readonly Py[];
}

/** Undefined where tests cannot write a cell, or cannot call the operation. */
export function cellScene(
  kit: Kit,
  operation: OperationBlueprint,
  entityName: string,
): CellScene | undefined {
  const entity = entityIn(kit, entityName);
  const of = <T extends { readonly meaning: { readonly behaviour: { readonly entity: string } } }>(
    operations: readonly T[],
  ): readonly T[] => operations.filter(({ meaning }) => meaning.behaviour.entity === entityName);
  const writes = of(operationsOf(kit, "write-cell"));
  const write = writes.find((each) => each === operation) ?? writes[0];
  const [all] = of(operationsOf(kit, "read-matrix"));
  const [one] = of(operationsOf(kit, "read-cell"));
  if (!write) return undefined;
  const acts = [operation, write, all, one].flatMap((each) => (each ? [actOf(kit, each)] : []));
  if (acts.some((act) => !act)) return undefined;
  return {
    kit,
    entity,
    write,
    all,
    one,
    places: twoPlaces(entity),
    samples: cellSamples(kit, entity, write.meaning.behaviour.accepts),
    statements: eachOnce(acts.flatMap((act) => act?.own ?? [])),
  };
}

/** `await write_seat(client, "A", 2, "held")` */
export function writes({ kit, entity, write }: CellScene, { place, value }: Written): Py {
  const coordinates = coordinatesAt(entity, write.meaning.behaviour.coordinates, place);
  const written = literal(value);
  const given = typeof value === "boolean" ? py`${valueName(kit, write)}=${written}` : written;
  return calls(kit, write, [...coordinates.map((coordinate) => literal(coordinate)), given]);
}

function calls(kit: Kit, operation: OperationBlueprint, given: readonly Py[]): Py {
  const caller = actOf(kit, operation)?.caller;
  const all = [name("client"), needsAccount(operation) && caller, ...given];
  return py`await ${api(helperName(operation))}(${commaList(all)})`;
}

/** What all cells show. */
export function seesAll({ kit, all }: CellScene): Py | undefined {
  return all && calls(kit, all, []);
}

/** What one cell shows, through the operation on one, else among all. */
export function seesCell({ kit, entity, one, all }: CellScene, place: CellPlace): Py | undefined {
  if (one) {
    const coordinates = coordinatesAt(entity, one.meaning.behaviour.coordinates, place);
    return calls(
      kit,
      one,
      coordinates.map((coordinate) => literal(coordinate)),
    );
  }
  if (!all) return undefined;
  const { parts } = all.meaning.behaviour.whole;
  const held = parts.find((part) => part.is === "cells");
  const steps = [...(held ? [str(held.name)] : []), ...place.map((index) => py`${index}`)];
  return concat(py`(${calls(kit, all, [])})`, ...steps.map((step) => py`[${step}]`));
}

/** A request with everything but what is asked for. */
export function asks(kit: Kit, operation: OperationBlueprint, options: RequestOptions): Py {
  const caller = actOf(kit, operation)?.caller;
  return request(operation, { ...options, ...(caller && { headers: py`${caller}.headers` }) });
}

/** More cells than that are not spelled out. */
const mostSpelled = 30;

/** Statements and the expression of an answer that shows these cells, and all others empty. */
export function wholeWith(
  entity: Entity,
  { parts }: WholeShape,
  written: readonly Written[],
): { readonly statements: readonly Py[]; readonly value: Py } {
  const { cells } = cellParts(entity);
  const lengths = cells.axes.map(({ values }) => axisLength(values));
  const isSmall = lengths.reduce((product, length) => product * length, 1) <= mostSpelled;
  const lists = isSmall ? literal(spelled(lengths, cells.empty, written)) : py`expected`;
  const entries = parts.flatMap((part) => {
    const value = part.is === "cells" ? lists : part.value === undefined ? undefined : literal(part.value);
    return value ? [py`${str(part.name)}: ${value}`] : [];
  });
  return {
    statements: isSmall ? [] : filled(lengths, cells.empty, written),
    value: parts.length === 0 ? lists : py`{${commaList(entries)}}`,
  };
}

function spelled(
  lengths: readonly number[],
  empty: JsonLike,
  written: readonly Written[],
  at: CellPlace = [],
): JsonLike {
  const [length, ...inner] = lengths;
  if (length === undefined)
    return written.find(({ place }) => place.every((step, index) => step === at[index]))?.value ?? empty;
  return Array.from({ length }, (_, index) => spelled(inner, empty, written, [...at, index]));
}

function filled(lengths: readonly number[], empty: JsonLike, written: readonly Written[]): readonly Py[] {
  const [innermost = 1, ...outer] = lengths.toReversed();
  const lists = outer.reduce(
    (list: Py, length) => py`[${list} for _ in range(${length})]`,
    py`[${literal(empty)}] * ${innermost}`,
  );
  return [
    py`expected = ${lists}`,
    ...written.map(
      ({ place, value }) =>
        py`${concat(py`expected`, ...place.map((step) => py`[${step}]`))} = ${literal(value)}`,
    ),
  ];
}

/** Coordinates that are none, each refused by its name. */
export function coordinateCase(
  kit: Kit,
  operation: OperationOf<"read-cell"> | OperationOf<"write-cell">,
  act: Act,
): TestCase {
  const { coordinates, entity: entityName } = operation.meaning.behaviour;
  const entity = entityIn(kit, entityName);
  const good = coordinatesAt(entity, coordinates, twoPlaces(entity)[0]);
  const variables = coordinateNames(operation);
  const values = coordinates.flatMap((coordinate, index) => {
    const axis = entity.cells?.axes.find(({ field }) => field === coordinate);
    return (axis ? strangeCoordinates(axis) : []).map((strange) => {
      const given = good.map((each, place) => literal(place === index ? strange : each));
      return py`(${commaList([...given, str(coordinate)])})`;
    });
  });
  return {
    name: "refuses coordinates that are none",
    fixtures: ["client"],
    parameters: [
      {
        names: [
          ...variables.map(({ text }) => ({ name: text, type: py`object` })),
          { name: "wrong", type: py`str` },
        ],
        values: py`[${commaList(values)}]`,
      },
    ],
    body: [
      paragraph(...act.statements),
      py`response = ${asks(kit, operation, { rows: { coordinates: variables }, ...(act.body && { body: act.body }) })}`,
      assertInvalid(operation, "parameters", name("wrong")),
    ],
  };
}
