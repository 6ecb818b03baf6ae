import { flattenSchema, jsonMedia } from "#contract";
import { readBounds } from "#domain";
import { importedModule, type JsonLike, literal, name, type Py, py, str } from "#python";
import { cellParts } from "../../cells.ts";
import { cellNotEmptied, cellTaken } from "../../refusal-texts.ts";
import { type Act, actOf } from "../acts.ts";
import { api, awaitless } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { coordinatesAt } from "../cell-samples.ts";
import { credentialCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { assertEqual, literals } from "../values.ts";
import { indefinite, one } from "../words.ts";
import { edgeValues, wrongValues } from "../wrong-values.ts";
import {
  asks,
  type CellScene,
  cellScene,
  coordinateCase,
  seesAll,
  seesCell,
  type Written,
  wholeWith,
  writes,
} from "./cells.ts";
import { twoWritten } from "./read-matrix.ts";

type Writing = OperationOf<"write-cell">;

/** A cell is written: it alone, once or again, by one of two who come together. */
export function writeCellCases(kit: Kit, operation: Writing): readonly TestCase[] {
  const act = actOf(kit, operation);
  const scene = cellScene(kit, operation, operation.meaning.behaviour.entity);
  if (!act || !scene) return [];
  const { once, refusesEmpty } = operation.meaning.behaviour;
  return [
    ...keptCases(scene),
    ...answerCases(scene),
    ...(once === undefined ? againCases(scene) : [takenCase(scene)]),
    ...(refusesEmpty === undefined ? emptiedCases(scene) : [emptyCase(scene, refusesEmpty)]),
    ...togetherCases(kit, operation),
    coordinateCase(kit, operation, act),
    ...bodyCases(kit, operation, act),
    ...credentialCases(kit, act),
  ];
}

/** What is to be seen of these cells: all of them where they are shown, else one by one. */
function sees(
  scene: CellScene,
  written: readonly Written[],
): { readonly before: readonly Py[]; readonly asserts: readonly Py[] } {
  const { all, entity } = scene;
  const shown = seesAll(scene);
  if (all && shown) {
    const { statements, value } = wholeWith(entity, all.meaning.behaviour.whole, written);
    return { before: statements, asserts: [py`assert ${shown} == ${value}`] };
  }
  return {
    before: [],
    // Where no operation shows a cell, there is nothing to see.
    asserts: written.flatMap(({ place, value }) => {
      const cell = seesCell(scene, place);
      return cell ? [assertEqual(cell, literal(value))] : [];
    }),
  };
}

function keptCases(scene: CellScene): readonly TestCase[] {
  const { entity, statements } = scene;
  const [first] = twoWritten(scene);
  const { before, asserts } = sees(scene, [first]);
  if (asserts.length === 0) return [];
  return [
    {
      name: `keeps what is written to the ${one(entity)} and to no other`,
      fixtures: ["client"],
      body: [paragraph(...statements, ...before), writes(scene, first), paragraph(...asserts)],
    },
  ];
}

function answerCases(scene: CellScene): readonly TestCase[] {
  const { entity, statements, write } = scene;
  const { shows } = write.meaning.behaviour;
  const written = twoWritten(scene);
  const [first, second] = written;
  if (shows.kind === "nothing") return [];
  const expected =
    shows.kind === "whole"
      ? wholeWith(entity, shows.whole, written)
      : { statements: [], value: literal(second.value) };
  const isSame = shows.kind === "cell" && first.value === second.value;
  return [
    {
      name:
        shows.kind === "whole" ? `answers every ${one(entity)} as it is then` : "answers what was written",
      ...(shows.kind === "cell" && { kind: "shape" as const }),
      fixtures: ["client"],
      body: [
        paragraph(...statements, ...(isSame ? [] : [writes(scene, first)]), ...expected.statements),
        py`shown = ${writes(scene, second)}`,
        assertEqual(name("shown"), expected.value),
      ],
    },
  ];
}

/** A request that writes one cell. */
function writing({ kit, entity, write }: CellScene, { place, value }: Written): Py {
  const coordinates = coordinatesAt(entity, write.meaning.behaviour.coordinates, place).map(String);
  return asks(kit, write, { rows: { coordinates }, body: literal(value) });
}

function takenCase(scene: CellScene): TestCase {
  const { entity, statements, write, samples } = scene;
  const { behaviour, refusals } = write.meaning;
  const [first] = twoWritten(scene);
  const { before, asserts } = sees(scene, [first]);
  const other = { ...first, value: samples[1] ?? first.value };
  return {
    name: `refuses ${indefinite(one(entity))} that is not empty`,
    fixtures: ["client"],
    body: [
      paragraph(...statements, writes(scene, first), ...before),
      py`response = ${writing(scene, other)}`,
      paragraph(
        py`${api("assert_refused")}(response, ${refusals.conflict}, ${str(cellTaken(entity, behaviour.once))})`,
        ...asserts,
      ),
    ],
  };
}

function againCases(scene: CellScene): readonly TestCase[] {
  const { statements, samples } = scene;
  const [first] = twoWritten(scene);
  const [, other] = samples;
  if (other === undefined) return [];
  const { before, asserts } = sees(scene, [{ ...first, value: other }]);
  if (asserts.length === 0) return [];
  return [
    {
      name: "takes the place of what stood there",
      fixtures: ["client"],
      body: [
        paragraph(...statements, writes(scene, first), ...before),
        writes(scene, { ...first, value: other }),
        paragraph(...asserts),
      ],
    },
  ];
}

/** The empty value may be read and not written. */
function emptyCase(scene: CellScene, said: string): TestCase {
  const { entity, statements, write } = scene;
  const { cells, field } = cellParts(entity);
  const [first] = twoWritten(scene);
  const values = field.meaning.kind === "enum" ? field.meaning.values : [];
  const text = cellNotEmptied(
    values.filter((value) => value !== cells.empty),
    said,
  );
  return {
    name: `refuses to write an empty ${one(entity)}`,
    fixtures: ["client"],
    body: [
      paragraph(...statements),
      py`response = ${writing(scene, { ...first, value: cells.empty })}`,
      assertInvalid(write, "body", str("body"), py`because=${str(text.slice(1))}`),
    ],
  };
}

function emptiedCases(scene: CellScene): readonly TestCase[] {
  const { entity, statements, write } = scene;
  const { cells } = cellParts(entity);
  const { once, accepts } = write.meaning.behaviour;
  if (accepts && !accepts.includes(cells.empty)) return [];
  const [first] = twoWritten(scene);
  const emptied = { ...first, value: cells.empty };
  const isFree = once !== undefined;
  const { before, asserts } = sees(scene, isFree ? [first] : []);
  return [
    {
      name: isFree ? `writes the ${one(entity)} that was written empty` : `empties the ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...statements, writes(scene, isFree ? emptied : first), ...before),
        writes(scene, isFree ? first : emptied),
        paragraph(...asserts),
      ],
    },
  ];
}

function togetherCases(kit: Kit, operation: Writing): readonly TestCase[] {
  const client = name("committing_client");
  const act = actOf(kit, operation, client);
  if (!act?.body) return [];
  const { once, answer } = operation.meaning.behaviour;
  const { conflict } = operation.meaning.refusals;
  const sent = awaitless(operation, {
    client,
    rows: act.rows,
    body: act.body,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  const statuses =
    once === undefined ? py`[${answer.status}] * 3` : py`[${answer.status}, ${conflict}, ${conflict}]`;
  return [
    {
      name:
        once === undefined
          ? "serves all of several that come together"
          : "serves one of several that come together",
      ...(once === undefined && { kind: "shape" as const }),
      fixtures: ["committing_client"],
      body: [
        paragraph(...act.statements),
        py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for _ in range(3)))`,
        py`assert sorted(response.status_code for response in responses) == ${statuses}`,
      ],
    },
  ];
}

/** Bodies that no cell can hold, and none at all. */
function bodyCases(kit: Kit, operation: Writing, act: Act): readonly TestCase[] {
  const { entity: entityName, accepts } = operation.meaning.behaviour;
  const scene = cellScene(kit, operation, entityName);
  if (!scene) return [];
  const { field } = cellParts(scene.entity);
  const media = jsonMedia(operation.contract.requestBody?.content ?? []);
  const bounds = media?.schema
    ? readBounds(flattenSchema(kit.blueprint.contract, media.schema))
    : field.bounds;
  const given = accepts
    ? { meaning: { kind: "enum" as const, values: accepts }, bounds }
    : { ...field, bounds };
  const isText = given.meaning.kind === "scalar" && given.meaning.type === "string";
  const wrong: readonly JsonLike[] = [
    null,
    {},
    ...(isText ? [1, "\0"] : []),
    ...wrongValues(kit, given),
    ...edgeValues({ ...field, ...given }),
  ];
  const refused = (
    text: string,
    sent: { readonly body?: Py; readonly content?: Py },
    place: "body" | "parameters",
  ) => ({
    fixtures: ["client" as const],
    body: [
      paragraph(...act.statements),
      py`response = ${asks(kit, operation, { rows: act.rows, ...sent })}`,
      assertInvalid(operation, place, str("body")),
    ],
    name: text,
  });
  return [
    {
      ...refused("refuses what is no such value", { body: name("value") }, "body"),
      parameters: [{ names: [{ name: "value", type: py`object` }], values: literals(wrong) }],
    },
    refused("refuses a body that is no json", { content: py`b"{"` }, "parameters"),
    refused("refuses to go without a body", {}, "body"),
  ];
}
