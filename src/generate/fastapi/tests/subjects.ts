import type { Entity } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { subjectEntity } from "../outside/subjects.ts";
import { notFound, notYours } from "../refusal-texts.ts";
import { type Act, actOf } from "./acts.ts";
import { asks, type ListScene, makes, mark, markersIn, marks, totals } from "./behaviours/list-scene.ts";
import { answered, api, request } from "./calls.ts";
import { paragraph, type TestCase } from "./cases.ts";
import type { Kit } from "./kit.ts";
import { holdingAs, withoutUser } from "./outside.ts";
import { sightOf } from "./sights.ts";
import { many } from "./words.ts";

const stranger = "somebody else";

/** Tokens that are good and that no user has granted: there is nobody whose rows they could open. */
export function userCases({ whole }: Kit, act: Act): readonly TestCase[] {
  const { operation } = act;
  const [grant] = operation.meaning.grants;
  if (!grant || !subjectEntity(whole, operation)) return [];
  return [
    {
      name: "needs a token that a user has granted",
      fixtures: ["client"],
      parameters: [
        {
          names: [{ name: "claims", type: py`dict[str, str | None]` }],
          values: withoutUser(),
        },
      ],
      body: [
        paragraph(...act.statements),
        py`response = ${request(operation, {
          rows: act.rows,
          ...(act.body && { body: act.body }),
          ...(act.content && { content: act.content }),
          auth: holdingAs(grant.scheme, grant.scopes, py`**claims`),
        })}`,
        py`${api("assert_unauthorized")}(response)`,
      ],
    },
  ];
}

/** Rows of another user: refused, and left as they were. */
export function strangerCases(kit: Kit, act: Act): readonly TestCase[] {
  const { operation, scene } = act;
  const [grant] = operation.meaning.grants;
  const entity = subjectEntity(kit.whole, operation);
  if (!grant || !entity || !scene) return [];
  const sent = request(operation, {
    rows: act.rows,
    ...(act.body && { body: act.body }),
    auth: holdingAs(grant.scheme, grant.scopes, py`sub=${str(stranger)}`),
  });
  const sight = sightOf(kit, entity, { scene });
  const madeForm = scene.form ?? scene.create.meaning.behaviour.answer.representation;
  const looks =
    sight && sight.representation === madeForm && operation.meaning.behaviour.kind !== "read"
      ? py`assert ${sight.whole} == ${sight.expect(scene.row)}`
      : undefined;
  return [
    {
      name: "refuses anyone but the user who made it",
      fixtures: ["client"],
      body: [paragraph(...act.statements), py`response = ${sent}`, paragraph(refused(act, entity), looks)],
    },
  ];
}

function refused({ operation }: Act, entity: Entity): Py {
  const { strangers } = operation.meaning.refusals;
  const words = strangers === 403 ? notYours(entity, operation.meaning.behaviour.kind) : notFound(entity);
  return py`${api("assert_refused")}(response, ${strangers}, ${str(words)})`;
}

/** A list shows the rows of the user whose token asks, and nobody else's. */
export function ownUserCases(scene: ListScene): readonly TestCase[] {
  const { kit, operation, create, entity } = scene;
  const [asking] = operation.meaning.grants;
  const [making] = create.meaning.grants;
  const other = actOf(kit, create);
  if (!asking || !making || !other || !subjectEntity(kit.whole, operation)) return [];
  const as = py`sub=${str(stranger)}`;
  const made = request(create, {
    rows: other.rows,
    ...(other.body && { body: other.body }),
    auth: holdingAs(making.scheme, making.scopes, as),
  });
  const query = scene.standing.query.map(([parameter, value]) => py`${str(parameter)}: ${value}`);
  const asked = request(operation, {
    rows: scene.act.rows,
    ...(query.length > 0 && { query: py`{${commaList(query)}}` }),
    auth: holdingAs(asking.scheme, asking.scopes, as),
  });
  return [
    {
      name: `lists no ${many(entity)} of another user`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, makes(scene, literal(mark(scene, 0)))),
        py`response = ${asked}`,
        paragraph(
          py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
          py`assert ${answered(operation, name("response"))} == []`,
        ),
        paragraph(...other.statements, py`response = ${made}`),
        paragraph(py`assert response.status_code == ${create.meaning.behaviour.answer.status}`),
        paragraph(
          py`page = ${asks(scene)}`,
          py`assert ${markersIn(scene, name("page"))} == ${marks(scene, 0)}`,
          totals(scene, 1),
        ),
      ],
    },
  ];
}
