import { type Entity, fieldOf, namesSeveral } from "#domain";
import { name, type Py, py, str } from "#python";
import { fileNotFound, notFound } from "../refusal-texts.ts";
import type { Act } from "./acts.ts";
import { api, call, type PathRows, request } from "./calls.ts";
import { paragraph, type TestCase } from "./cases.ts";
import { answerForm } from "./credentials.ts";
import { assertInvalid } from "./error-support.ts";
import { createOf, entityIn, isAccount, type Kit, keyOf, needsAccount, variable } from "./kit.ts";
import { sceneOf } from "./scenes.ts";
import { sightOf } from "./sights.ts";
import { assign } from "./statements.ts";
import { indefinite, one } from "./words.ts";

/** Paths that select nothing: unknown keys, rows of another parent, keys that nothing can have. */
export function unknownRowCases(kit: Kit, act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  if (behaviour.kind === "custom" || !act.scene) return [];
  const cases: TestCase[] = [];
  const parent = "parent" in behaviour ? behaviour.parent : undefined;
  if ("parameter" in behaviour) {
    const entity = entityIn(kit, behaviour.entity);
    cases.push(
      ...unknownKey(act, entity, "item"),
      ...impossibleKeys(act, entity, "item", behaviour.parameter),
    );
  }
  if (parent) {
    const above = entityIn(kit, parent.entity);
    cases.push(
      ...unknownKey(act, above, "parent"),
      ...impossibleKeys(act, above, "parent", parent.parameter),
    );
    if ("parameter" in behaviour || namesSeveral(behaviour))
      cases.push(...otherParent(kit, act, parent.entity));
  }
  return cases;
}

function keyType(entity: Entity): "integer" | "text" | "uuid" {
  const meaning = fieldOf(entity, entity.identity.field)?.meaning;
  const type = meaning?.kind === "identity" || meaning?.kind === "scalar" ? meaning.type : "string";
  return type === "integer" || type === "uuid" ? type : "text";
}

function sent(act: Act, rows: PathRows): Py {
  return request(act.operation, {
    rows: { ...act.rows, ...rows },
    ...(act.body && { body: act.body }),
    ...(act.content && { content: act.content }),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
}

/** The arrangement, and what the body of a request needs that the row itself does not. */
function unknownKey(act: Act, entity: Entity, side: "item" | "parent"): readonly TestCase[] {
  const known = act.rows[side];
  if (known === undefined || typeof known === "string" || "length" in known) return [];
  const type = keyType(entity);
  const noun = one(entity);
  // A row and what it lies below are looked for at once: then it is the row that is not found.
  const isNamed = side === "item" || !("parameter" in act.operation.meaning.behaviour);
  const key = entity.identity.field;
  const unknown: PathRows =
    type === "integer"
      ? { [side]: py`${known} + 1_000` }
      : type === "uuid"
        ? { [side]: "00000000-0000-4000-8000-000000000000" }
        : { [side]: [known, "x"] };
  return [
    {
      name: `knows no ${noun} of another ${key}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sent(act, unknown)}`,
        py`${api("assert_refused")}(response, 404${isNamed && py`, ${str(notFoundText(act, entity))}`})`,
      ],
    },
  ];
}

/** Of a file it is not told whether it is missing with its row. */
function notFoundText({ operation: { meaning } }: Act, entity: Entity): string {
  const { behaviour } = meaning;
  return behaviour.kind === "read-file" ? fileNotFound(behaviour.file) : notFound(entity);
}

function impossibleKeys(
  act: Act,
  entity: Entity,
  side: "item" | "parent",
  parameter: string,
): readonly TestCase[] {
  const type = keyType(entity);
  const key = entity.identity.field;
  const asked = (value: string) => py`response = ${sent(act, { [side]: value })}`;
  const arranged = paragraph(...act.statements);
  if (type === "text") {
    return [
      {
        name: `refuses ${indefinite(key)} with nul`,
        fixtures: ["client"],
        body: [arranged, asked("nul%00"), assertInvalid(act.operation, "parameters", str(parameter))],
      },
    ];
  }
  const malformed: TestCase = {
    name: `refuses ${indefinite(key)} that is no ${type === "integer" ? "number" : "uuid"}`,
    fixtures: ["client"],
    body: [arranged, asked("text"), assertInvalid(act.operation, "parameters", str(parameter))],
  };
  if (type === "uuid") return [malformed];
  const huge = "9".repeat(30);
  if (entity.identity.by === "client")
    return [
      malformed,
      {
        name: `refuses ${indefinite(key)} that no database can hold`,
        fixtures: ["client"],
        body: [arranged, asked(huge), assertInvalid(act.operation, "parameters", str(parameter))],
      },
    ];
  return [
    malformed,
    {
      name: `knows no ${one(entity)} of ${indefinite(key)} that no database can hold`,
      fixtures: ["client"],
      body: [arranged, asked(huge), py`${api("assert_refused")}(response, 404)`],
    },
  ];
}

/** A row that is there, but below another row than the path says. */
function otherParent(kit: Kit, act: Act, parentName: string): readonly TestCase[] {
  const { scene } = act;
  if (!scene || isAccount(kit, parentName)) return [];
  const parent = entityIn(kit, parentName);
  const create = createOf(kit, parentName);
  const above = sceneOf(kit, parentName);
  if (!create || !above) return [];
  const other = name(`other_${variable(kit, parentName)}`);
  const account = above.owner ?? act.caller;
  if (needsAccount(create) && !account) return [];
  const made = assign(
    other,
    call(create, {
      rows: above.rows,
      ...(account && { account }),
    }),
  );
  const sight = sightOf(kit, scene.entity, { scene });
  const kept =
    sight && sight.representation === answerForm(scene)
      ? py`assert ${sight.whole} == ${sight.expect(scene.row)}`
      : undefined;
  return [
    {
      name: `knows no ${one(scene.entity)} of another ${one(parent)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, made),
        py`response = ${sent(act, { parent: keyOf(kit, parent, other) })}`,
        paragraph(py`${api("assert_refused")}(response, 404, ${str(notFound(scene.entity))})`, kept),
      ],
    },
  ];
}
