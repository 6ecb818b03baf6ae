import { type Py, py, str } from "#python";
import { notConfirmed } from "../../refusal-texts.ts";
import type { Act } from "../acts.ts";
import { api, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Kit } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { sightOf } from "../sights.ts";

/** Nothing goes that is not confirmed. */
export function unconfirmedCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { behaviour, refusals } = act.operation.meaning;
  if (behaviour.kind !== "delete" || behaviour.confirm === undefined) return [];
  const seen = sightOf(kit, scene.entity, { scene });
  const asked = (query: Py): Py =>
    request(act.operation, {
      rows: act.rows,
      query,
      ...(act.caller && { headers: py`${act.caller}.headers` }),
    });
  const refused = (sent: Py): Py =>
    py`${api("assert_refused")}(${sent}, ${refusals.conflict}, ${str(notConfirmed(behaviour.confirm ?? ""))})`;
  return [
    {
      name: `needs ${behaviour.confirm}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        paragraph(
          ...(seen ? [py`before = ${seen.whole}`] : []),
          refused(asked(py`{}`)),
          refused(asked(py`{${str(behaviour.confirm)}: "false"}`)),
          ...(seen ? [py`assert ${seen.whole} == before`] : []),
        ),
      ],
    },
  ];
}
