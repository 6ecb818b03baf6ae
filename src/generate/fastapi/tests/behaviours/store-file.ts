import { imported, literal, type Py, py, str } from "#python";
import { fileTableOf } from "../../app/line-tables.ts";
import { noteColumn } from "../../plan-tables/index.ts";
import { type Act, actOf } from "../acts.ts";
import { request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { one } from "../words.ts";

/** The file of a row: kept as it was sent, the next in its place. */
export function storeFileCases(kit: Kit, operation: OperationOf<"store-file">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { behaviour } = operation.meaning;
  const item = act?.scene?.rows.item;
  if (!act?.scene || item === undefined || typeof item === "string" || "length" in item) return [];
  const noun = behaviour.file.replaceAll("_", " ");
  const { entity } = act.scene;
  const type = behaviour.types.find((each) => !each.includes("*")) ?? "application/octet-stream";
  const first = sends(act, { content: py`b"first bytes"`, type, note: "First note" });
  const second = sends(act, { content: py`b"second"`, type });
  const note = (text: string | undefined): readonly Py[] =>
    behaviour.note === undefined ? [] : [text === undefined ? py`None` : str(text)];
  const stored = storedFile(kit, operation);
  return [
    {
      name: `keeps the ${noun} of the ${one(entity)}`,
      fixtures: ["client", "connection"],
      body: [
        paragraph(...act.statements),
        py`response = ${first}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`stored = ${stored}`,
          py`assert [tuple(row) for row in stored] == [(${[py`b"first bytes"`, str(type), py`11`, ...note("First note")]})]`,
        ),
      ],
    },
    {
      name: `keeps the next ${noun} in its place`,
      fixtures: ["client", "connection"],
      body: [
        paragraph(...act.statements, first),
        py`response = ${second}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`stored = ${stored}`,
          py`assert [tuple(row) for row in stored] == [(${[py`b"second"`, str(type), py`6`, ...note(undefined)]})]`,
        ),
      ],
    },
    ...tellsCase(act, operation, first, type),
    refusedCase(act, operation, "refuses an empty body", sends(act, { content: py`b""`, type })),
    {
      name: `refuses a large ${noun}`,
      fixtures: ["client", "monkeypatch"],
      body: [
        paragraph(...act.statements, py`monkeypatch.setattr("app.files.SIZE_MAX", 4)`),
        py`response = ${sends(act, { content: py`b"12345"`, type })}`,
        assertInvalid(operation, "body", str("body")),
      ],
    },
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
  ];
}

interface Sent {
  readonly content: Py;
  readonly type: string;
  readonly note?: string;
}

function sends(act: Act, { content, type, note }: Sent): Py {
  const { behaviour } = act.operation.meaning;
  const parameter = behaviour.kind === "store-file" ? behaviour.note : undefined;
  const headers = py`"Content-Type": ${str(type)}`;
  return request(act.operation, {
    rows: act.rows,
    content,
    ...(parameter !== undefined && note !== undefined && { query: py`{${str(parameter)}: ${str(note)}}` }),
    headers: act.caller ? py`{**${act.caller}.headers, ${headers}}` : py`{${headers}}`,
  });
}

/** All files that are kept, as their table has them. */
function storedFile(kit: Kit, { meaning: { behaviour } }: OperationOf<"store-file">): Py {
  const table = fileTableOf(kit.blueprint, behaviour.entity, behaviour.file);
  const columns = ["content", "media_type", "size"];
  const all = behaviour.note === undefined ? columns : [...columns, noteColumn(behaviour.note)];
  const statement = `SELECT ${all.join(", ")} FROM ${table.name}`;
  return py`(await connection.execute(${imported("sqlalchemy", "text")}(${str(statement)}))).all()`;
}

/** What is told of the file that was stored. */
function tellsCase(
  act: Act,
  { meaning: { behaviour } }: OperationOf<"store-file">,
  sent: Py,
  type: string,
): readonly TestCase[] {
  const { telling } = behaviour.answer;
  if (!telling) return [];
  const told = telling.parts.map(({ name: part, is }) => {
    const value = is.kind === "constant" ? literal(is.value) : is.kind === "size" ? py`11` : str(type);
    return py`${str(part)}: ${value}`;
  });
  return [
    {
      name: "tells what it stored",
      fixtures: ["client"],
      body: [paragraph(...act.statements), py`response = ${sent}`, py`assert response.json() == {${told}}`],
    },
  ];
}

function refusedCase(act: Act, operation: OperationOf<"store-file">, title: string, sent: Py): TestCase {
  return {
    name: title,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${sent}`,
      assertInvalid(operation, "body", str("body")),
    ],
  };
}
