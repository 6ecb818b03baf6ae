import type { Field, FormFile } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { notAFile } from "../refusal-texts.ts";
import { type Act, bodyWith } from "./acts.ts";
import { fieldParameter, refusedBody } from "./body-refusals.ts";
import { isUrlencoded, placeOf, request } from "./calls.ts";
import { fieldPairs, paragraph, type TestCase } from "./cases.ts";
import { assertInvalid } from "./error-support.ts";
import type { Kit } from "./kit.ts";
import { sampleFile } from "./sample-files.ts";
import { isFreeText } from "./values.ts";
import { wrongValues } from "./wrong-values.ts";

const field = name("field");
const value = name("value");

/** What the parts of a form are refused for: a part is always a text, or a file. */
export function formCases(kit: Kit, act: Act): readonly TestCase[] {
  // A text that is no form as queries are is one without a field.
  const unreadable = isUrlencoded(act.operation) ? [] : unreadableCase(act);
  return [...unreadable, ...typeCases(kit, act), ...unstorableCase(act), ...fileCases(act)];
}

function unreadableCase(act: Act): readonly TestCase[] {
  const type = py`"Content-Type": "multipart/form-data; boundary=other"`;
  const headers = act.caller ? py`{**${act.caller}.headers, ${type}}` : py`{${type}}`;
  return [
    {
      name: "refuses a body that is no form",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${request(act.operation, { rows: act.rows, content: py`b"no parts"`, headers })}`,
        assertInvalid(act.operation, "body", str("body")),
      ],
    },
  ];
}

function typeCases(kit: Kit, act: Act): readonly TestCase[] {
  const wrong = act.fields.flatMap(({ field: each }) =>
    wrongTexts(kit, each).map((text) => [each, literal(text)] as const),
  );
  if (wrong.length === 0) return [];
  return [
    refusedBody(
      act,
      "refuses a value of another type",
      [fieldPairs("value", py`str`, wrong)],
      { body: bodyWith(act, field, value) },
      placeOf(act.operation, field),
    ),
  ];
}

/** Texts that spell no value of the field's type. */
function wrongTexts(kit: Kit, each: Field): readonly string[] {
  const { meaning } = each;
  if (meaning.kind === "scalar") {
    if (meaning.type === "integer") return ["text", "1.5", "true", "1_0", "007"];
    if (meaning.type === "number" || meaning.type === "decimal") return ["text", "true", "NaN"];
    if (meaning.type === "boolean") return ["text", "yes", "1", "True"];
  }
  return wrongValues(kit, each).filter((wrong) => typeof wrong === "string");
}

function unstorableCase(act: Act): readonly TestCase[] {
  const free = act.fields.filter((each) => isFreeText(each.field));
  if (free.length === 0) return [];
  return [
    refusedBody(
      act,
      "refuses text with nul",
      [fieldParameter(free)],
      { body: bodyWith(act, field, py`"nul\0"`) },
      placeOf(act.operation, field),
    ),
  ];
}

function fileCases(act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  const files = "body" in behaviour ? (behaviour.body.form?.files ?? []) : [];
  return files.flatMap((file) => {
    const noun = file.file.replaceAll("_", " ");
    const refuses = (text: string, content: Py, because?: string): TestCase =>
      refusedBody(
        act,
        text,
        [],
        { body: bodyWith(act, str(file.name), content) },
        placeOf(act.operation, file.name),
        because,
      );
    return [
      refuses(`refuses ${noun} that is no file`, str("text"), notAFile),
      refuses(`refuses ${noun} without a byte`, py`b""`, notAFile),
      refuses(`refuses a large ${noun}`, largeFile(file)),
      ...(file.types.length > 0 ? [refuses(`refuses ${noun} of another type`, py`b"of no such type"`)] : []),
    ];
  });
}

/** One byte more than may be. */
function largeFile(file: FormFile): Py {
  return py`${sampleFile(file, 0)}.ljust(${literal(file.maximum + 1)}, b"\0")`;
}
