import { matchesPattern } from "#contract";
import { type Field, type Filter, fieldOf } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { isFreeText } from "../values.ts";
import {
  asks,
  inOrder,
  type ListScene,
  makes,
  mark,
  markersAsked,
  markersIn,
  marks,
  totals,
} from "./list-scene.ts";

const room = 24;

/** Fields of a search that a test can fill with words of its own. */
export function searchedFields({ entity, marker }: ListScene, { by }: Filter): readonly Field[] {
  const fields = by.kind === "search" ? by.fields.flatMap((each) => fieldOf(entity, each) ?? []) : [];
  return fields.filter(
    (field) =>
      field.name !== marker.name &&
      isFreeText(field) &&
      field.bounds.format === undefined &&
      (field.bounds.maxLength ?? room) >= room,
  );
}

/** A search finds a part of any of its texts, whatever the case; no sign in it is a pattern. */
export function searchCases(scene: ListScene): readonly TestCase[] {
  return scene.operation.meaning.behaviour.filters.flatMap((filter) => searchCase(scene, filter));
}

function searchCase(scene: ListScene, filter: Filter): readonly TestCase[] {
  const { parameter } = filter;
  const fields = searchedFields(scene, filter);
  const [first] = fields;
  if (!first) return markerCase(scene, filter);
  const row = (field: Field, text: string, number: number): Py =>
    makes(scene, literal(mark(scene, number)), {
      more: [py`${name(attributeName(field.name))}=${str(text)}`],
    });
  const finds = (text: string, ...numbers: readonly number[]): Py =>
    py`assert ${markersAsked(scene, asks(scene, [[parameter, str(text)]]))} == ${marks(scene, ...numbers)}`;
  const everywhere = fields.map((_, index) => index);
  return [
    {
      name: `finds by ${parameter} a part of any text that it looks into`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          ...fields.slice(0, 4).map((field, number) => row(field, `A Needle ${number}`, number)),
          row(first, "A 100% b_x", 5),
        ),
        paragraph(
          finds("nEEDLE", ...inOrder(scene, ...everywhere.slice(0, 4))),
          finds("needle 0", 0),
          finds("100% B_X", 5),
          finds("0%b", ...[]),
          finds("100_ b", ...[]),
          finds("%", 5),
        ),
      ],
    },
  ];
}

const [thread, needle] = ["Cotton Thread", "Sewing Needle"] as const;

/** The same where the text by which rows are told apart is all that a test can choose, in words that it may hold. */
function markerCase(scene: ListScene, { by, parameter }: Filter): readonly TestCase[] {
  const { marker } = scene;
  if (by.kind !== "search" || !by.fields.includes(marker.name) || !holdsWords(marker)) return [];
  const nothing = (text: string): Py =>
    py`assert ${markersAsked(scene, asks(scene, [[parameter, str(text)]]))} == []`;
  return [
    {
      name: `finds by ${parameter} a part of a text that it looks into`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, makes(scene, str(needle)), makes(scene, str(thread))),
        py`page = ${asks(scene, [[parameter, str("nEEDLE")]])}`,
        paragraph(
          py`assert ${markersIn(scene, name("page"))} == [${str(needle)}]`,
          totals(scene, 1),
          nothing("g_n"),
          nothing("g%n"),
        ),
      ],
    },
  ];
}

function holdsWords({
  meaning,
  bounds: { format, pattern, minLength = 0, maxLength = room },
}: Field): boolean {
  const isText = meaning.kind === "scalar" && meaning.type === "string" && format === undefined;
  const fits = minLength <= needle.length && maxLength >= needle.length;
  const isAllowed = [needle, thread].every(
    (text) => pattern === undefined || matchesPattern(pattern, text) === true,
  );
  return isText && fits && isAllowed;
}
