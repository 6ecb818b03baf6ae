import { type FormFile, fieldOf } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { fileNotFound } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { type Act, actOf } from "../acts.ts";
import { api, call, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { createOf, entityIn, type Kit, type OperationOf, operationsOf } from "../kit.ts";
import { sampleFile, sampleType } from "../sample-files.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { sampleValue } from "../values.ts";
import { indefinite, one } from "../words.ts";

type ReadFile = OperationOf<"read-file">;

interface FileScene {
  readonly kit: Kit;
  readonly operation: ReadFile;
  readonly act: Act;
  readonly scene: Scene;
  /** The sample that is sent, and what it is answered as. */
  readonly content: (number: 0 | 1) => Py;
  readonly type: string;
  /** Statements: a row with such a file, in a variable. */
  readonly made: (number: 0 | 1, row?: Py, more?: readonly Py[]) => readonly Py[];
}

/** The file of a row: as it was sent, each row its own. */
export function readFileCases(kit: Kit, operation: ReadFile): readonly TestCase[] {
  const act = actOf(kit, operation);
  const scene = act?.scene;
  if (!act || !scene) return [];
  const open = formScene(kit, operation, act, scene) ?? storedScene(kit, operation, act, scene);
  return [
    ...(open ? fileCases(open) : []),
    ...lackingCase(kit, operation, act, scene),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
  ];
}

function formScene(kit: Kit, operation: ReadFile, act: Act, scene: Scene): FileScene | undefined {
  const file = formFile(kit, operation);
  if (!file) return undefined;
  return {
    kit,
    operation,
    act,
    scene,
    content: (number) => sampleFile(file, number),
    type: sampleType(file),
    made: (number, row = scene.row, more = []) => {
      const details = [py`${name(attributeName(file.name))}=${sampleFile(file, number)}`, ...more];
      const { statements = [] } = sceneOf(kit, scene.entity.name, { details }) ?? {};
      return [
        ...statements.slice(0, -1),
        py`${row} = ${call(scene.create, { ...callOptions(scene), extra: details })}`,
      ];
    },
  };
}

/** Where an operation of its own stores the file. */
function storedScene(kit: Kit, operation: ReadFile, act: Act, scene: Scene): FileScene | undefined {
  const { entity, file } = operation.meaning.behaviour;
  const store = operationsOf(kit, "store-file").find(
    ({ meaning: { behaviour } }) => behaviour.entity === entity && behaviour.file === file,
  );
  if (!store) return undefined;
  const type = store.meaning.behaviour.types.find((each) => !each.includes("*")) ?? "image/png";
  const content = (number: 0 | 1): Py => (number === 0 ? py`b"first bytes"` : py`b"second bytes"`);
  return {
    kit,
    operation,
    act,
    scene,
    content,
    type,
    made: (number, row = scene.row) => {
      const key = scene.rows.item;
      const item =
        typeof key === "object" && "text" in key ? py`${row}[${str(scene.entity.identity.field)}]` : key;
      const own = scene.owner ? py`**${scene.owner}.headers, ` : py``;
      const headers = py`{${own}"Content-Type": ${str(type)}}`;
      return [
        ...scene.statements.slice(0, -1),
        py`${row} = ${call(scene.create, callOptions(scene))}`,
        request(store, { rows: item === undefined ? {} : { item }, content: content(number), headers }),
      ];
    },
  };
}

function callOptions({ rows, owner }: Scene) {
  return { rows, ...(owner && { account: owner }) };
}

/** The part of a form by which rows of the entity get such a file. */
function formFile(kit: Kit, { meaning: { behaviour } }: ReadFile): FormFile | undefined {
  const create = createOf(kit, behaviour.entity);
  const { form } = create?.meaning.behaviour.body ?? {};
  return form?.files.find(({ file }) => file === behaviour.file);
}

function asked({ operation, act }: FileScene, rows = act.rows, more?: Py): Py {
  const own = act.caller && py`**${act.caller}.headers`;
  const headers =
    own && more ? py`{${own}, ${more}}` : more ? py`{${more}}` : act.caller && py`${act.caller}.headers`;
  return request(operation, { rows, ...(headers && { headers }) });
}

function fileCases(open: FileScene): readonly TestCase[] {
  const { operation, scene, content, type, made } = open;
  const { behaviour } = operation.meaning;
  const noun = behaviour.file.replaceAll("_", " ");
  const other = name(`other_${scene.row.text}`);
  const { identity } = scene.entity;
  const itemOf = (row: Py) => ({ ...scene.rows, item: py`${row}[${str(identity.field)}]` });
  return [
    {
      name: `answers the ${noun} of the ${one(scene.entity)} as it was sent`,
      fixtures: ["client"],
      body: [
        paragraph(...made(0), ...withoutSetup(made(1, other), made(0))),
        py`response = ${asked(open)}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`assert response.headers["content-type"] == ${str(type)}`,
          py`assert response.headers["x-content-type-options"] == "nosniff"`,
          py`assert response.content == ${content(0)}`,
          py`assert (${asked(open, itemOf(other))}).content == ${content(1)}`,
        ),
      ],
    },
    ...addressCase(open),
    ...textCases(open),
    ...sizeCases(open),
  ];
}

/** Statements that are not among others. */
function withoutSetup(statements: readonly Py[], others: readonly Py[]): readonly Py[] {
  return statements.filter(({ text }) => !others.some((other) => other.text === text));
}

/** The row shows where its file is. */
function addressCase(open: FileScene): readonly TestCase[] {
  const { kit, operation, act, scene, content, made } = open;
  const { behaviour } = operation.meaning;
  const field = scene.entity.fields.find(
    ({ meaning }) => meaning.kind === "file-address" && meaning.file === behaviour.file,
  );
  const form = scene.create.meaning.behaviour.answer.representation;
  const entity = entityIn(kit, behaviour.entity);
  const shown = entity.representations.find((each) => each.name === form)?.fields;
  if (!field || !shown?.some((each) => each.field === field.name)) return [];
  const auth = act.caller && py`, headers=${act.caller}.headers`;
  return [
    {
      name: `is where the ${one(scene.entity)} says`,
      fixtures: ["client"],
      body: [
        paragraph(...made(0)),
        py`response = await client.get(${scene.row}[${str(field.name)}]${auth})`,
        py`assert response.content == ${content(0)}`,
      ],
    },
  ];
}

/** The words about the file, for who would rather have those. */
function textCases(open: FileScene): readonly TestCase[] {
  const { kit, operation, scene, content, type, made } = open;
  const { text, answer } = operation.meaning.behaviour;
  const field = text && fieldOf(scene.entity, text.field);
  if (!field) return [];
  const words = sampleValue(kit, scene.entity, field, 0);
  const more = [py`${name(attributeName(field.name))}=${literal(words)}`];
  const wishes = (accept: string) => asked(open, undefined, py`"Accept": ${str(accept)}`);
  return [
    {
      name: "answers the words about it where those are wanted",
      fixtures: ["client"],
      body: [
        paragraph(...made(0, undefined, more)),
        py`response = ${wishes(`text/plain, ${type};q=0.5`)}`,
        paragraph(
          py`assert response.status_code == ${answer.status}`,
          py`assert response.headers["content-type"] == "text/plain; charset=utf-8"`,
          py`assert response.headers["vary"] == "Accept"`,
          py`assert response.text == ${literal(words)}`,
          py`assert (${wishes(`${type}, text/plain;q=0.5`)}).content == ${content(0)}`,
          py`assert (${wishes("text/html")}).content == ${content(0)}`,
        ),
      ],
    },
    ...(field.optional && field.default === undefined
      ? [
          {
            name: "answers nothing where there are no words about it",
            fixtures: ["client"] as const,
            body: [
              paragraph(...made(0)),
              py`response = ${wishes("text/plain")}`,
              paragraph(
                py`assert response.headers["content-type"] == "text/plain; charset=utf-8"`,
                py`assert response.text == ""`,
              ),
            ],
          },
        ]
      : []),
  ];
}

function sizeCases(open: FileScene): readonly TestCase[] {
  const { operation, act, content, made } = open;
  const { size } = operation.meaning.behaviour;
  if (!size) return [];
  const sized = (value: Py) =>
    request(operation, {
      rows: act.rows,
      query: py`{${str(size.parameter)}: ${value}}`,
      ...(act.caller && { headers: py`${act.caller}.headers` }),
    });
  return [
    {
      name: `answers it as it was sent in every ${size.parameter}`,
      fixtures: ["client"],
      parameters: [{ names: [{ name: "size", type: py`str` }], values: literal(size.values) }],
      body: [
        paragraph(...made(0)),
        py`response = ${sized(name("size"))}`,
        py`assert response.content == ${content(0)}`,
      ],
    },
    {
      name: `refuses ${indefinite(size.parameter)} that is none`,
      fixtures: ["client"],
      body: [
        paragraph(...made(0)),
        py`response = ${sized(str("no such value"))}`,
        py`${api("assert_invalid")}(response, ${str(size.parameter)})`,
      ],
    },
  ];
}

/** A row that was made without the file. */
function lackingCase(kit: Kit, operation: ReadFile, act: Act, scene: Scene): readonly TestCase[] {
  const file = formFile(kit, operation);
  if (file?.required) return [];
  const noun = operation.meaning.behaviour.file.replaceAll("_", " ");
  const headers = act.caller && { headers: py`${act.caller}.headers` };
  return [
    {
      name: `knows no ${noun} of ${indefinite(one(scene.entity))} without one`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${request(operation, { rows: act.rows, ...headers })}`,
        py`${api("assert_refused")}(response, 404, ${str(fileNotFound(operation.meaning.behaviour.file))})`,
      ],
    },
  ];
}
