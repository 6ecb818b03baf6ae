import { name, type Py, py, str } from "#python";
import { actOf } from "../acts.ts";
import { answered, api, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { answerForm, credentialCases } from "../credentials.ts";
import { entityIn, type Kit, listOf, needsAccount, type OperationOf, readOf } from "../kit.ts";
import { eachOnce } from "../references.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { rowsOf, sightOf } from "../sights.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { many, one } from "../words.ts";
import { belowAnother, type Elsewhere, makesBeside, ofStranger } from "./elsewhere.ts";
import { namedRowCases, takerOf } from "./references.ts";

/** What tests of taking all rows away speak of. */
interface Clearing {
  readonly kit: Kit;
  readonly operation: OperationOf<"delete-all">;
  readonly scene: Scene;
  readonly caller: Py | undefined;
  readonly arranged: readonly Py[];
  readonly sent: Py;
  readonly done: Py;
}

/** No row is left of those that it is about; what lies below another row or is another's stays. */
export function deleteAllCases(kit: Kit, operation: OperationOf<"delete-all">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { behaviour } = operation.meaning;
  const scene = sceneOf(kit, behaviour.entity);
  if (!act || !scene) return [];
  const { caller, signsIn } = takerOf(kit, operation, scene);
  const clearing: Clearing = {
    kit,
    operation,
    scene,
    caller,
    arranged: eachOnce([...scene.statements, ...signsIn]),
    sent: request(operation, { rows: scene.rows, ...(caller && { headers: py`${caller}.headers` }) }),
    done: py`assert response.status_code == ${behaviour.answer.status}`,
  };
  return [
    ...goneCases(clearing),
    ...countCases(clearing),
    ...othersCases(clearing),
    ...namedRowCases(kit, operation),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
  ];
}

/** The rows that it is about, as whoever made them sees them. */
function listed({ kit, scene, caller }: Clearing): Py | undefined {
  const list = listOf(kit, scene.entity.name);
  if (!list || (list.meaning.behaviour.parent && !scene.rows.parent)) return undefined;
  const seer = scene.owner ?? caller;
  if (needsAccount(list) && !seer) return undefined;
  return rowsOf(kit, list, {
    rows: scene.rows,
    ...(needsAccount(list) && seer && { account: seer }),
  });
}

/** That the row is there no more, where no list shows it. */
function unread({ kit, scene, caller }: Clearing): readonly Py[] {
  const read = readOf(kit, scene.entity.name);
  const seer = scene.owner ?? caller;
  if (!read || (needsAccount(read) && !seer)) return [];
  const sent = request(read, {
    rows: scene.rows,
    ...(needsAccount(read) && seer && { headers: py`${seer}.headers` }),
  });
  return [py`${api("assert_refused")}(${sent}, 404)`];
}

function goneCases(clearing: Clearing): readonly TestCase[] {
  const { scene, arranged, sent, done } = clearing;
  const rows = listed(clearing);
  return [
    {
      name: `leaves no ${one(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...arranged, makesBeside(clearing.scene), rows && py`assert len(${rows}) == 2`),
        py`response = ${sent}`,
        paragraph(done, ...isGone(clearing)),
      ],
    },
  ];
}

/** That nothing of what it is about is left. */
function isGone(clearing: Clearing): readonly Py[] {
  const rows = listed(clearing);
  return rows ? [py`assert ${rows} == []`] : unread(clearing);
}

function countCases(clearing: Clearing): readonly TestCase[] {
  const { operation, arranged, sent, done } = clearing;
  const { telling } = operation.meaning.behaviour.answer;
  const told = telling?.parts.filter(({ is }) => is.kind === "rows") ?? [];
  if (told.length === 0) return [];
  const counts = told.map(
    ({ name: part }) => py`assert ${answered(operation, name("response"))}[${str(part)}] == 2`,
  );
  return [
    {
      name: "tells how many there were",
      fixtures: ["client"],
      body: [
        paragraph(...arranged, makesBeside(clearing.scene)),
        py`response = ${sent}`,
        paragraph(done, ...counts),
      ],
    },
  ];
}

/** What another account made stays, and what lies below another row. */
function othersCases(clearing: Clearing): readonly TestCase[] {
  const { kit, operation, scene } = clearing;
  const { own, parent } = operation.meaning.behaviour;
  const strangers = own ? ofStranger(kit, scene) : undefined;
  const below = parent && belowAnother(kit, scene, parent.entity);
  const name = parent && one(entityIn(kit, parent.entity));
  return [
    ...leftCase(clearing, `leaves the ${many(scene.entity)} of others`, strangers),
    ...leftCase(clearing, `leaves the ${many(scene.entity)} of another ${name}`, below),
  ];
}

function leftCase(clearing: Clearing, title: string, elsewhere: Elsewhere | undefined): readonly TestCase[] {
  const { kit, scene, arranged, sent, done } = clearing;
  const sight = elsewhere && sightOf(kit, scene.entity, { scene: elsewhere.scene });
  if (!sight || sight.representation !== answerForm(scene)) return [];
  const { row } = elsewhere.scene;
  return [
    {
      name: title,
      fixtures: ["client"],
      body: [
        paragraph(...arranged, ...elsewhere.statements),
        py`response = ${sent}`,
        paragraph(done, ...isGone(clearing), py`assert ${sight.whole} == ${sight.expect(row)}`),
      ],
    },
  ];
}
